<?php
$config = [
    'people' => ['exampleauth:UserPass', 'bob.qwrtz@example.org:password' => ['mail' => ['bob.qwrtz@example.org'], 'groups' => ['a', 'b']]],
];
