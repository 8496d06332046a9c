<?php
// What a test wants otherwise of the service provider is in sp.json.
$config = [
    'people' => ['exampleauth:UserPass', 'bob.qwrtz@example.org:password' => ['mail' => ['bob.qwrtz@example.org'], 'groups' => ['a', 'b']]],
    'sp' => (array) json_decode(file_get_contents(getenv('RINGSIDE_TEST_FOLDER') . '/sp.json'), true) + [
        'saml:SP',
        'privatekey' => 'own.key',
        'certificate' => 'own.crt',
        'sign.authnrequest' => true,
        'sign.logout' => true,
        'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
        'WantAssertionsSigned' => true,
    ],
];
