<?php
// An identity provider and a service provider for one test: everything that it keeps is in the folder RINGSIDE_TEST_FOLDER.
$folder = getenv('RINGSIDE_TEST_FOLDER') . '/';
$config = [
    'baseurlpath' => 'http://' . $_SERVER['HTTP_HOST'] . '/',
    'certdir' => $folder,
    'loggingdir' => $folder,
    'datadir' => $folder,
    'tempdir' => $folder,
    'secretsalt' => 'of-a-test',
    'auth.adminpassword' => 'of-a-test',
    'timezone' => 'UTC',
    'logging.handler' => 'errorlog',
    'enable.saml20-idp' => true,
    'module.enable' => ['exampleauth' => true, 'core' => true, 'saml' => true],
    'session.cookie.secure' => false,
    'session.cookie.samesite' => null,
    'store.type' => 'phpsession',
    'language.available' => ['en'],
    'metadata.sources' => [
        ['type' => 'flatfile', 'directory' => __DIR__],
        ['type' => 'xml', 'file' => $folder . 'other.xml'],
    ],
];
