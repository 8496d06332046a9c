<?php
// What a test wants otherwise is in options.json.
$metadata['__DYNAMIC:1__'] = (array) json_decode(file_get_contents(getenv('RINGSIDE_TEST_FOLDER') . '/options.json'), true) + [
    'host' => '__DEFAULT__',
    'privatekey' => 'idp.key',
    'certificate' => 'idp.crt',
    'auth' => 'people',
    'NameIDFormat' => 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    'authproc' => [
        3 => ['class' => 'saml:AttributeNameID', 'attribute' => 'mail', 'Format' => 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
    ],
];
