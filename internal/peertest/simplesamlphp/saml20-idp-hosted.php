<?php
// What a test wants otherwise is in idp.json.
$metadata['__DYNAMIC:1__'] = (array) json_decode(file_get_contents(getenv('RINGSIDE_TEST_FOLDER') . '/idp.json'), true) + [
    'host' => '__DEFAULT__',
    'privatekey' => 'own.key',
    'certificate' => 'own.crt',
    'auth' => 'people',
    'NameIDFormat' => 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    'authproc' => [
        3 => ['class' => 'saml:AttributeNameID', 'attribute' => 'mail', 'Format' => 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
    ],
];
