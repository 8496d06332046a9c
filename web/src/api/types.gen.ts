// Code generated from internal/api/openapi.json by npm run types; DO NOT EDIT.

export interface paths {
    "/api/v1/access/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in by an identity provider, and what it says of them */
        get: operations["get-access-people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What somebody would get by the rules, and why; nothing is changed */
        post: operations["post-access-preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules that say who may do what, as they hold */
        get: operations["get-access-rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent}/intervals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one agent did when, by agent events */
        get: operations["get-agents-agent-intervals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The keys that contact attributes have, for groups and filters */
        get: operations["get-attributes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what with whose data, the newest first */
        get: operations["get-audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A month of it as its reviewer reads it, and which months are not reviewed */
        get: operations["get-audit-review"];
        put?: never;
        /** Say that a month was reviewed, with what was found */
        post: operations["post-audit-review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether it is as it was written, and what to keep elsewhere to tell later */
        get: operations["get-audit-verification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/barred": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom an administrator has barred, whatever the rules say */
        get: operations["get-barred"];
        put?: never;
        /** Bar somebody of an identity provider, and end their sessions */
        post: operations["post-barred"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/barred/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Let somebody sign in again; the answer is whom */
        delete: operations["delete-barred-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the doctor of the set-up found last, and whether it is at work */
        get: operations["get-check"];
        put?: never;
        /** Look at what brings records here: AWS is asked how it is set up, and Ringside what has come; nothing is changed */
        post: operations["post-check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Contacts, newest first, a page at a time */
        get: operations["get-contacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{contact_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One contact with everything known of it */
        get: operations["get-contacts-contact-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{contact_id}/customer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The customer's address, and where the contact was transferred to, unmasked */
        get: operations["get-contacts-contact-id-customer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{contact_id}/related": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Contacts that it is tied to, of the same customer among them */
        get: operations["get-contacts-contact-id-related"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{contact_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The versions of its record as they arrived, and what changed */
        get: operations["get-contacts-contact-id-versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dimensions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The values of a dimension, for filters */
        get: operations["get-dimensions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/directory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What queues, users, routing profiles, agent statuses and hierarchy groups are called, and were called */
        get: operations["get-directory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the newest erasure is, or what came of it */
        get: operations["get-erasure"];
        put?: never;
        /** Begin to erase contacts, or to count what would be */
        post: operations["post-erasure"];
        /** Stop the running erasure */
        delete: operations["delete-erasure"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasure/proofs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The proofs of erasures, the newest first */
        get: operations["get-erasure-proofs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasure/proofs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them: when, by whom, what was looked through, and what went */
        get: operations["get-erasure-proofs-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasure/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Which saved views name whom you forget; or delete them */
        post: operations["post-erasure-views"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One figure: its formula, and the contacts behind it */
        post: operations["post-explain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A file of contacts or figures
         * @description The file comes as it is made, whatever its size; one that breaks off is cut off. The header Ringside-Export is the JSON of an ExportState. In csv and xlsx, texts that a spreadsheet would run as a formula begin with an apostrophe. docs/export.md says what is in the columns.
         */
        post: operations["post-export"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export/shown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what a file or a print is for that the page makes of what it shows */
        post: operations["post-export-shown"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an export is that is under way */
        get: operations["get-export-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/figure-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What came of comparing figures with Amazon Connect's own, a day at a time */
        get: operations["get-figure-checks"];
        put?: never;
        /** Let days be checked, yesterday unless given */
        post: operations["post-figure-checks"];
        /** Stop the running check, and forget which days wait */
        delete: operations["delete-figure-checks"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/figure-checks/{instance}/{day}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest check of a day: what differed, and why */
        get: operations["get-figure-checks-instance-day"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/identity-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Identity providers that sign people in by SAML: what counts of each, and what waits until somebody agrees */
        get: operations["get-identity-providers"];
        put?: never;
        /** Bring a new one; nothing of it counts yet */
        post: operations["post-identity-providers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/identity-providers/own-keys/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make Ringside's next key, which is in our metadata beside the active one */
        post: operations["post-identity-providers-own-keys-next"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/identity-providers/own-keys/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete Ringside's old key: what is encrypted for it cannot be read any more */
        post: operations["post-identity-providers-own-keys-retire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/identity-providers/own-keys/turn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let Ringside's next key sign from now on; the one before decrypts alone */
        post: operations["post-identity-providers-own-keys-turn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/identity-providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change its name, address and settings; they count at once */
        put: operations["put-identity-providers-id"];
        post?: never;
        /** Forget it: it signs nobody in any more */
        delete: operations["delete-identity-providers-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/identity-providers/{id}/agree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let what waits count, if it is what was shown */
        post: operations["post-identity-providers-id-agree"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/identity-providers/{id}/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring new metadata or a certificate, or have its metadata fetched; nothing of it counts yet */
        post: operations["post-identity-providers-id-waiting"];
        /** Drop what waits */
        delete: operations["delete-identity-providers-id-waiting"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import records
         * @description The body is records as JSON, one a line or one behind another, plain, gzip or zstd. The header Authorization carries `Bearer` and the ingest key. The answer comes when all records are durable.
         */
        post: operations["post-import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The state of the pipeline */
        get: operations["get-ingest-status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ingest keys, the newest first; never a key itself */
        get: operations["get-keys"];
        put?: never;
        /** Make an ingest key; the answer shows it this once */
        post: operations["post-keys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an ingest key out of force */
        delete: operations["delete-keys-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a key like another one, which goes on for some days */
        post: operations["post-keys-id-rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The live picture as server-sent events
         * @description `snapshot` (the body of /live/snapshot), then `delta` (an RFC 7396 merge patch of it) with ids `epoch-sequence`; every 5 s `heartbeat`. A reconnect with Last-Event-ID gets the deltas since, or a new snapshot.
         */
        get: operations["get-live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/live/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who waited and who could help, at any moment of a range */
        get: operations["get-live-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/live/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who waits and who can help, now */
        get: operations["get-live-snapshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/live/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The contacts that wait in a queue, the oldest first */
        get: operations["get-live-waiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who asks, and where to sign out */
        get: operations["get-me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The catalogue: every figure and how it is counted */
        get: operations["get-metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/month": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A month beside the month before: figures, days, queues, agents */
        get: operations["get-month"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything on the Overview page, from one state of the store */
        get: operations["get-overview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/panels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The seven panels over a range */
        get: operations["get-panels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Records that could not be decoded, newest first */
        get: operations["get-quarantine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decode quarantined records again */
        post: operations["post-quarantine-replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/{seq}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One such record with its bytes */
        get: operations["get-quarantine-seq"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Figures of the catalogue as a table */
        post: operations["post-query"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For how long records are kept, and what came of it */
        get: operations["get-retention"];
        /** Agree on other limits; they are applied in the night */
        put: operations["put-retention"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, from where and since when */
        get: operations["get-sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End all sessions of somebody */
        post: operations["post-sessions-end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one session, with what is open in it */
        delete: operations["delete-sessions-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a contact centre has agreed: business days, hours, holidays, service levels */
        get: operations["get-settings"];
        /** Change what has been agreed */
        put: operations["put-settings"];
        post?: never;
        /** Delete an instance's own settings; the answer is the common ones */
        delete: operations["delete-settings"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sign-in to Amazon Connect: what is wished for, the newest plan, and how far the newest job is */
        get: operations["get-sso"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to carry the plan out that was agreed to */
        post: operations["post-sso-apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/job": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Stop the running job; what it has done stays done */
        delete: operations["delete-sso-job"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read what is there and say how it differs from what is wished for; nothing is changed */
        post: operations["post-sso-plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest comparison of people with the users of Amazon Connect */
        get: operations["get-sso-users"];
        put?: never;
        /** Compare people with the users of Amazon Connect; nothing is changed */
        post: operations["post-sso-users"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/users/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to create and change the users of the comparison that was agreed to */
        post: operations["post-sso-users-apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Why a sign-in to Amazon Connect by SAML fails; nothing of it is kept */
        post: operations["post-sso-verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tokens of programs, the newest first; never a token itself */
        get: operations["get-tokens"];
        put?: never;
        /** Make a token; the answer shows it this once */
        post: operations["post-tokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a token */
        delete: operations["delete-tokens-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a token like another one, which goes on for some days */
        post: operations["post-tokens-id-rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What runs, and what time it is there */
        get: operations["get-version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Pages as people have set them up, by name */
        get: operations["get-views"];
        put?: never;
        /** Save a view under a name */
        post: operations["post-views"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put a view in a saved one's place */
        put: operations["put-views-id"];
        post?: never;
        /** Delete a saved view; the answer is what it was */
        delete: operations["delete-views-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AWSFailure: {
            /** Format: int64 */
            row: number;
            text: string;
            where: string;
        };
        AbandonLimits: {
            /**
             * Format: double
             * @description From so many percent on it is too high; more than warn_percent
             * @example 8
             */
            bad_percent: number;
            /**
             * Format: double
             * @description From so many percent of the queued on, abandonment is high
             * @example 5
             */
            warn_percent: number;
        };
        AbandonmentRate: {
            /** Format: int64 */
            abandoned: number;
            /**
             * Format: double
             * @description 0 to 100; null when nothing was queued
             */
            percent: number | null;
            /** Format: int64 */
            queued: number;
        };
        AccessPreview: {
            /** @description An administrator has barred the person, whatever the rules say */
            barred: boolean;
            /** @description That rule keeps the person out */
            denied: boolean;
            /** @description Those of the rule that may not be used at the address */
            elsewhere: string[];
            /** @description All of them hold together; none: everything is seen */
            limits: components["schemas"]["PreviewLimit"][];
            /** @description What the roles include */
            may: string[];
            /** @description Those that may be used at the address */
            roles: string[];
            /**
             * Format: int64
             * @description Number of the rule that fits first; 0: none does
             */
            rule: number;
            /** @description Every rule, and why it fits or does not */
            rules: components["schemas"]["JudgedRule"][];
            /** @description A limit is left without values, or there is no role */
            sees_nothing: boolean;
        };
        AccessRule: {
            /** @description It keeps whom it fits out, whatever other rules say; it gives nothing */
            denies: boolean;
            /** @description attribute:NAME stands for the person's own values */
            limits: {
                [key: string]: string[];
            };
            name: string;
            /**
             * Format: int64
             * @description From 1
             */
            number: number;
            roles: string[];
            /** @description Of each attribute one of the values; none: it fits everybody */
            when: {
                [key: string]: string[];
            };
        };
        AccessRules: {
            /** @description Networks from which a role may be used; a role that is not here may be used everywhere */
            addresses: {
                [key: string]: string[];
            };
            /** @description Whom people without a role are told to ask */
            ask: string;
            /** @description There is a file of rules */
            given: boolean;
            /** @description What each role includes */
            may: {
                [key: string]: string[];
            };
            /** @description The first that fits decides, after those that deny */
            rules: components["schemas"]["AccessRule"][];
        };
        AgentContact: {
            channel: string;
            /**
             * Format: date-time
             * @description When it was connected to the agent; null before
             */
            connected_at: string | null;
            contact_id: string;
            /** @description The customer is being called: of a contact that is CONNECTING and does not ring at the agent */
            dialled?: boolean;
            initiation_method: string;
            /** @description ARN, empty where it was in none */
            queue: string;
            /**
             * Format: date-time
             * @description When it was put into its queue; null where it was in none
             */
            queued_at: string | null;
            /**
             * Format: date-time
             * @description When the state began
             */
            since: string | null;
            /** @description INCOMING, PENDING, CONNECTING, CONNECTED, CONNECTED_ONHOLD, PAUSED, MISSED, REJECTED, ERROR or ENDED (after-contact work) */
            state: string;
        };
        AgentDay: {
            agent: components["schemas"]["AgentInfo"];
            /**
             * Format: date-time
             * @description Open intervals reach until then: now, or the end of the range if that is earlier
             */
            as_of: string;
            /** @description One contact in one state at the agent, in order; several contacts at once are possible */
            contacts: components["schemas"]["AgentHandling"][];
            /** @description Time within the range by what it counts as; the parts but offline are the time online */
            counted_times: components["schemas"]["CountedTime"][];
            /** Format: date-time */
            from: string;
            /** @description Where agent events are missing */
            gaps: components["schemas"]["TimeSpan"][];
            /**
             * Format: double
             * @description Time within the range in any status but offline
             */
            online_seconds: number;
            /** @description From login to logout */
            sessions: components["schemas"]["AgentSession"][];
            /** @description What the agent's time counts as, in order */
            spans: components["schemas"]["AgentSpan"][];
            /** @description Time within the range by status, the longest first */
            status_times: components["schemas"]["StatusTime"][];
            /** @description In order; together they leave out nothing from the first status seen on */
            statuses: components["schemas"]["AgentStatusSpan"][];
            /** Format: date-time */
            to: string;
        };
        AgentHandling: {
            channel: string;
            contact_id: string;
            /** Format: date-time */
            end: string;
            initiation_method: string;
            /** @description An event at one of its ends is missing */
            missing: boolean;
            /** @description Not over: the end is as_of */
            open: boolean;
            /**
             * @description What the state means for this contact
             * @enum {string}
             */
            phase: "ring" | "dial" | "talk" | "hold" | "pause" | "acw" | "missed" | "rejected" | "error" | "other";
            queue_arn: string;
            queue_name: string;
            /** Format: date-time */
            start: string;
            /** @description Amazon Connect's word, such as CONNECTED_ONHOLD */
            state: string;
        };
        AgentInfo: {
            arn: string;
            hierarchy: components["schemas"]["HierarchyGroup"][];
            instance_arn: string;
            /** @description Newest user name, or the id where there is none */
            name: string;
            routing_profile_name: string;
        };
        AgentParts: {
            /**
             * Format: int64
             * @description Agents connected to a contact, MONITOR aside
             */
            connected: number;
            /**
             * Format: int64
             * @description Agents online by agent events; null where a queue or channel is chosen, which no agent's day can be narrowed to
             */
            online: number | null;
        };
        AgentRoll: {
            /**
             * Format: date-time
             * @description When it was answered; null before: the board knows agents from stored and coming events alone
             */
            as_of: string | null;
            /**
             * Format: int64
             * @description Agents who were thought to be online by stored events, and were not in the answer
             */
            missing: number;
            /** @description Why the last attempt was not answered; empty when it was, or is on its way */
            problem: string;
            /**
             * Format: int64
             * @description Agents in the answer
             */
            there: number;
            /**
             * Format: int64
             * @description Of them, those of whom events had told nothing newer
             */
            told: number;
        };
        AgentSession: {
            /** Format: date-time */
            end: string;
            /** @description Otherwise start is the first moment online */
            login_seen: boolean;
            /** @description Otherwise end is the next login, or the session is open */
            logout_seen: boolean;
            /** @description Not over: the end is as_of */
            open: boolean;
            /** Format: date-time */
            start: string;
        };
        AgentSpan: {
            /** @enum {string} */
            class: "on_contact" | "idle" | "non_productive" | "offline";
            /** Format: date-time */
            end: string;
            /** @description A contact was missed, was rejected or failed, and waited to be cleared */
            error: boolean;
            /** @description Not over: the end is as_of */
            open: boolean;
            /** Format: date-time */
            start: string;
        };
        AgentState: {
            /**
             * @description What the agent does: of several things that which comes first in the list; custom is a status of the centre's own, whose name is status.name
             * @enum {string}
             */
            activity: "error" | "missed" | "rejected" | "on_contact" | "on_hold" | "after_contact_work" | "incoming" | "monitoring" | "custom" | "available" | "offline";
            /** @description The contacts at the agent, in the order of the event */
            contacts: components["schemas"]["AgentContact"][];
            /** @description The agent's groups, level 1 first; shorter where lower levels are not set */
            hierarchy: components["schemas"]["Named"][];
            /** @description ARN of the instance */
            instance: string;
            /** @description User name, one of a kind within its instance */
            login: string;
            /** @description First and last name, as the newest event gives them; names repeat */
            name: string;
            /** @description The status that is queued up until the contacts are done; null when there is none */
            next_status: components["schemas"]["AgentStatus"];
            /** @description ARNs of the queues that the routing profile serves */
            queues: string[];
            routing_profile: components["schemas"]["Named"];
            /**
             * Format: date-time
             * @description When something was last heard of a stale agent; null of the others
             */
            silent_since: string | null;
            /**
             * Format: date-time
             * @description When the activity began; null where no event says it
             */
            since: string | null;
            /** @description How many contacts the agent can take, by channel */
            slots: components["schemas"]["ChannelSlots"][];
            /** @description True when nothing was heard of the agent for longer than heartbeats allow */
            stale: boolean;
            /** @description What the agent has set, whatever the contacts do */
            status: components["schemas"]["AgentStatus"];
        };
        AgentStatus: {
            arn: string;
            name: string;
            /**
             * Format: date-time
             * @description When it was set or queued up; null where no event says it
             */
            since: string | null;
            /** @description ROUTABLE, CUSTOM or OFFLINE; empty of a queued status, which does not say it */
            type: string;
        };
        AgentStatusSpan: {
            /** Format: date-time */
            end: string;
            /** @description An event at one of its ends is missing */
            missing: boolean;
            /** @description As it was called then; empty after a logout */
            name: string;
            /** @description Not over: the end is as_of */
            open: boolean;
            /** Format: date-time */
            start: string;
            /** @description ROUTABLE, CUSTOM or OFFLINE */
            type: string;
        };
        AgreedInputBody: {
            /** @description Of the plan, or of the comparison, that is agreed to */
            digest: string;
        };
        AmazonConnectStatus: {
            /**
             * Format: date-time
             * @description When Amazon Connect counted last; null before the first answer
             */
            as_of: string | null;
            /** @description In the newest answer */
            differences: components["schemas"]["WaitingDifference"][];
            /** @description What is known by name, by kind */
            directory: components["schemas"]["DirectoryStatus"][];
            instance_arn: string;
            /** @description Why the last request was not answered; empty when it was */
            problem: string;
            /**
             * Format: int64
             * @description That are asked about
             */
            queues: number;
            /** Format: int64 */
            requests: number;
            /** @description Who was there when Ringside started */
            roll: components["schemas"]["AgentRoll"];
            /**
             * Format: int64
             * @description Differences in all answers so far; each is gone with the answer that showed it
             */
            settled: number;
            /**
             * Format: int64
             * @description Requests that were refused because the account's quota was used up
             */
            throttled: number;
        };
        AnswerRate: {
            /** Format: int64 */
            answered: number;
            /** Format: double */
            percent: number | null;
            /** Format: int64 */
            queued: number;
        };
        AttributeKey: {
            /**
             * Format: int64
             * @description That have it, with a value
             */
            contacts: number;
            /**
             * @description As queries, filters and GET /dimensions take it
             * @example attribute:reason
             */
            dimension: string;
            /** @description Keys that differ only in case are two */
            key: string;
        };
        AttributeList: {
            attributes: components["schemas"]["AttributeKey"][];
            /** @description There are more than limit: ask with q for those that contain a text, or with after for the next */
            more: boolean;
        };
        AuditAccount: {
            /**
             * Format: int64
             * @description From how many
             */
            addresses: number;
            /**
             * Format: double
             * @description Looks and downloads a month, over the three months before as far as the log has them whole
             */
            before: number;
            /**
             * Format: int64
             * @description Looks and downloads of that day
             */
            busiest: number;
            /**
             * @description Of looks and downloads; empty where there were none
             * @example 2026-11-30
             */
            busiest_day: string;
            /** Format: int64 */
            changes: number;
            /** Format: int64 */
            downloads: number;
            /** Format: int64 */
            entries: number;
            /**
             * Format: int64
             * @description Of accounts of Ringside's own
             */
            failed_sign_ins: number;
            /**
             * Format: int64
             * @description At persons' data: lists, contacts, agents' days, what is behind a figure
             */
            looks: number;
            /**
             * Format: int64
             * @description Entries outside the working hours of the settings
             */
            off_hours: number;
            provider: string;
            /**
             * Format: int64
             * @description What the role does not include
             */
            refused: number;
            /** Format: int64 */
            sign_ins: number;
            /**
             * Format: int64
             * @description Of these, at attributes and whole records
             */
            unmasked: number;
            /** @description 50 looks and downloads or more, and more than three times those of the months before */
            unusual: boolean;
            who: string;
        };
        AuditEntry: {
            action: string;
            /** @description Where the request came from; empty where there was none */
            address: string;
            /** Format: date-time */
            at: string;
            /** @description What vouches for who: entityID of an identity provider, local, token or command line */
            provider: string;
            /** @description Why, in the words of who did it; empty where nobody asks */
            reason: string;
            /** @description Id of the request, as the log has it */
            request: string;
            /**
             * Format: int64
             * @description From 1, without holes
             */
            seq: number;
            /**
             * Format: int64
             * @description Of the answer, as in HTTP; 0 where there was none
             */
            status: number;
            /** @description Whose data, or what: a contact's id, an agent, a query */
            subject: string;
            who: string;
        };
        AuditList: {
            entries: components["schemas"]["AuditEntry"][];
            /**
             * Format: int64
             * @description For before; 0 where no more follow
             */
            next: number;
        };
        AuditReview: {
            /** @description Who did anything, whoever looked at or took away most first */
            accounts: components["schemas"]["AuditAccount"][];
            /** @description Of accounts, roles and tokens, and erasures */
            changes: components["schemas"]["AuditEntry"][];
            /** @description A list has its first 500 entries alone */
            cut: boolean;
            /** @description Files that were made, the oldest first */
            downloads: components["schemas"]["AuditEntry"][];
            /** Format: int64 */
            entries: number;
            /** Format: date-time */
            from: string;
            /** @example 2026-11 */
            month: string;
            /** @description Months that are over and not reviewed, the oldest first */
            open: string[];
            /** @description The month is, and can be reviewed */
            over: boolean;
            /** @description Sign-ins of accounts that failed, and what a role does not include */
            refused: components["schemas"]["AuditEntry"][];
            /** @description Who has reviewed this month, and when, the oldest first; the note is in reason */
            reviews: components["schemas"]["AuditEntry"][];
            /** Format: date-time */
            to: string;
        };
        AuditVerification: {
            /** Format: date-time */
            checked_at: string;
            /** @description The head that was given is of an entry that is still here, and was compared with it */
            compared: boolean;
            /**
             * Format: int64
             * @description The oldest entry that is kept; 0 where there is none
             */
            first: number;
            /** @description What to keep elsewhere, as N:HASH: it stands for all entries up to the last one. Empty where the log is not intact */
            head: string;
            intact: boolean;
            /** Format: int64 */
            last: number;
            /** @description What does not hold; empty where it is intact */
            problem: string;
            /** @description The head that was given is of an entry that has gone by its age */
            too_old: boolean;
        };
        AverageAfterContactWork: {
            /**
             * Format: int64
             * @description Contacts in that mean
             */
            contacts: number;
            /**
             * Format: int64
             * @description Contacts in that mean
             */
            recorded_contacts: number;
            /**
             * Format: double
             * @description Mean of the records that carry the field
             */
            recorded_seconds: number | null;
            /**
             * Format: double
             * @description Amazon Connect's own mean: a connected contact without after-contact work counts as 0
             */
            seconds: number | null;
        };
        AverageDuration: {
            /**
             * Format: int64
             * @description Contacts in the mean
             */
            contacts: number;
            /**
             * Format: double
             * @description Null over nothing
             */
            seconds: number | null;
        };
        BarInputBody: {
            /** @description Exact, as the provider knows the person */
            name_id: string;
            /** @description Why */
            note?: string;
            /** @description entityID or issuer */
            provider: string;
        };
        BarResult: {
            /** Format: date-time */
            at: string;
            /** @description Who has barred them */
            by: string;
            /** Format: int64 */
            ended: number;
            id: string;
            name_id: string;
            note: string;
            provider: string;
        };
        BarredList: {
            people: components["schemas"]["BarredPerson"][];
        };
        BarredPerson: {
            /** Format: date-time */
            at: string;
            /** @description Who has barred them */
            by: string;
            id: string;
            name_id: string;
            note: string;
            provider: string;
        };
        CallsInQueue: {
            /** Format: date-time */
            as_of: string;
            /** Format: int64 */
            in_queue: number;
            /**
             * Format: double
             * @description Null when none waits in a queue
             */
            oldest_age_seconds: number | null;
            /** Format: int64 */
            scheduled: number;
            /**
             * @description As in the live snapshot
             * @enum {string}
             */
            source: "contact_events" | "amazon_connect";
            /** Format: int64 */
            total: number;
        };
        ChainItem: {
            /** Format: int64 */
            acw_seconds: number | null;
            agent_arn: string;
            /** @description User name */
            agent_name: string;
            channel: string;
            contact_id: string;
            /** @description Its last four characters */
            customer_address_masked: string;
            /** @description Why links and most moments are missing; empty when they are not */
            damage: string;
            /** Format: date-time */
            disconnect: string | null;
            disconnect_reason: string;
            /** @description Moments of the record in the wrong order: what lies between is not in timeline */
            disorder: components["schemas"]["Disorder"][];
            /** Format: int64 */
            hold_seconds: number | null;
            /** Format: date-time */
            initiation: string;
            initiation_method: string;
            instance_arn: string;
            next_contact_id: string;
            /** @enum {string} */
            outcome: "handled" | "abandoned" | "other";
            /** @description The contact that it came from */
            previous_contact_id: string;
            queue_arn: string;
            queue_name: string;
            /** Format: int64 */
            queue_seconds: number | null;
            related_contact_id: string;
            /**
             * Format: date-time
             * @description ScheduledTimestamp
             */
            scheduled: string | null;
            /**
             * Format: int64
             * @description Agent interaction, hold excluded
             */
            talk_seconds: number | null;
            timeline: components["schemas"]["TimelinePart"][];
            /** Format: date-time */
            transfer_completed: string | null;
            transferred_to_masked: string;
            /** @description Of the columns that were asked for: seconds and counts as they are, moments in milliseconds since 1970 UTC, flags 0 or 1 */
            values: {
                [key: string]: number | null;
            };
        };
        ChannelSlots: {
            /** Format: int64 */
            available: number;
            channel: string;
            /** Format: int64 */
            maximum: number;
        };
        ChannelState: {
            /**
             * Format: int64
             * @description Contacts in a queue that no agent is being offered
             */
            in_queue: number;
            /**
             * Format: int64
             * @description Callbacks in their initial delay
             */
            scheduled: number;
            /**
             * Format: int64
             * @description in_queue + scheduled
             */
            total: number;
        };
        CheckAsked: {
            about: string;
            /** Format: date-time */
            at: string;
            /**
             * @description As IAM spells its permission; ringside for what Ringside knows by itself
             * @example kinesis:DescribeStreamSummary
             */
            operation: string;
            /** @description What of the answer counts here, or AWS's code and words */
            said: string;
        };
        CheckFinding: {
            /** @description The resource: ARN, URL or name; empty for all */
            about: string;
            /** @description Why that matters, or how it comes about; empty for what is fine */
            cause: string;
            /**
             * @description As docs/check.md lists them
             * @example stream_missing
             */
            code: string;
            /** @description What was asked, and answered */
            evidence: components["schemas"]["CheckAsked"][];
            /** @description A command, or a statement for a policy; empty where there is none */
            fix: string;
            /** @description The value by which it was judged */
            seen: string;
            /** @enum {string} */
            severity: "wrong" | "warning" | "cannot_tell" | "fine";
            summary: string;
        };
        CheckReport: {
            /**
             * Format: int64
             * @description Questions that AWS was asked
             */
            asked: number;
            /** Format: date-time */
            at: string;
            /** @description The worst first */
            findings: components["schemas"]["CheckFinding"][];
            /** Format: double */
            seconds: number;
        };
        CheckState: {
            /**
             * Format: int64
             * @description Questions that AWS was asked in the newest run so far
             */
            asked: number;
            /** @description Of the run that ended last since the server was started */
            report: components["schemas"]["CheckReport"] | null;
            running: boolean;
        };
        CheckedDay: {
            /**
             * Format: int64
             * @description That the figures count
             */
            contacts: number;
            /** @example 2026-11-22 */
            day: string;
            /**
             * Format: int64
             * @description Queues and intervals in which figures differed
             */
            differing: number;
            /**
             * Format: date-time
             * @description Null while it is under way
             */
            ended: string | null;
            /**
             * Format: int64
             * @description Of them, before anything was restored
             */
            equal: number;
            /** @enum {string} */
            every: "15m" | "30m" | "1h" | "1d";
            /**
             * Format: int64
             * @description Compared: of each queue, interval and metric where either side has contacts
             */
            figures: number;
            /** @description Of them, those with such a cause */
            kinds: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description Of that day, that they do not: without a queue, or in an agent's own
             */
            outside: number;
            /** @description Why it could not be checked to its end: no_figures, nothing_here, stopped, or what Amazon Connect says; empty when it was */
            problem: string;
            /**
             * Format: int64
             * @description Standard queues, of which Amazon Connect was asked
             */
            queues: number;
            /** Format: int64 */
            requests: number;
            /**
             * Format: int64
             * @description Contacts whose records had not come, in all checks of the day
             */
            restored: number;
            /**
             * Format: int64
             * @description Requests that were refused because the account's quota was used up
             */
            throttled: number;
            /**
             * Format: int64
             * @description Of them, those for which no cause was found
             */
            unexplained: number;
            /**
             * Format: int64
             * @description Asked for, and not in the answer
             */
            untold: number;
        };
        CheckedDayReport: {
            /**
             * Format: int64
             * @description That the figures count
             */
            contacts: number;
            /** @example 2026-11-22 */
            day: string;
            /** @description By interval and queue, at most 1000 */
            differences: components["schemas"]["FigureDifference"][];
            /**
             * Format: int64
             * @description Queues and intervals in which figures differed
             */
            differing: number;
            /**
             * Format: date-time
             * @description Null while it is under way
             */
            ended: string | null;
            /**
             * Format: int64
             * @description Of them, before anything was restored
             */
            equal: number;
            /** @enum {string} */
            every: "15m" | "30m" | "1h" | "1d";
            /**
             * Format: int64
             * @description Compared: of each queue, interval and metric where either side has contacts
             */
            figures: number;
            /** @description Of them, those with such a cause */
            kinds: {
                [key: string]: number;
            };
            metrics: string[];
            /**
             * Format: int64
             * @description Of that day, that they do not: without a queue, or in an agent's own
             */
            outside: number;
            /** @description Why it could not be checked to its end: no_figures, nothing_here, stopped, or what Amazon Connect says; empty when it was */
            problem: string;
            /**
             * Format: int64
             * @description Standard queues, of which Amazon Connect was asked
             */
            queues: number;
            /** Format: int64 */
            requests: number;
            /**
             * Format: int64
             * @description Contacts whose records had not come, in all checks of the day
             */
            restored: number;
            /**
             * Format: int64
             * @description Requests that were refused because the account's quota was used up
             */
            throttled: number;
            /**
             * Format: int64
             * @description Of them, those for which no cause was found
             */
            unexplained: number;
            /**
             * Format: int64
             * @description Asked for, and not in the answer
             */
            untold: number;
        };
        ColumnInfo: {
            /** @description Of the contact record */
            field: string;
            id: string;
            /** @enum {string} */
            kind: "moment" | "seconds" | "count" | "flag";
            title: components["schemas"]["Text"];
        };
        ComparedUsers: {
            /** Format: date-time */
            compared_at: string | null;
            comparison: components["schemas"]["UsersComparison"] | null;
            /** @description To agree to it */
            digest: string;
            instance: string;
            /**
             * Format: int64
             * @description Users to create, change, strip or delete
             */
            pending: number;
        };
        ConnectSignIn: {
            /** Format: date-time */
            drawn_at: string | null;
            identity_center_region: string;
            job: components["schemas"]["SignInJob"];
            /** @description IAM Identity Center is looked at, too, with the same credentials */
            look_at_identity_center: boolean;
            /** @description Why AWS could not be asked at all: then the plan has the sheet alone */
            no_answer: string;
            /** @description Applications for Amazon Connect of Ringside's own identity provider; none where it is off */
            own: components["schemas"]["OwnApplication"][];
            /** @description People can be those of Ringside's own identity provider */
            own_people: boolean;
            /**
             * Format: int64
             * @description Steps of it that Ringside can take
             */
            pending: number;
            /** @description The newest one; null before any was drawn */
            plan: components["schemas"]["SignInPlan"] | null;
            /** @description A whole file of rules for users */
            rules_example: string;
            /** @description What is wished for, as a file of ringside sso plan --save has it; what most wish for before a plan was drawn */
            wish: components["schemas"]["SignInWish"];
        };
        Contact: {
            agent: components["schemas"]["ContactAgent"];
            /** Format: int64 */
            agent_connection_attempts: number | null;
            channel: string;
            /** Format: date-time */
            connected_to_system: string | null;
            contact_id: string;
            customer_address_masked: string;
            /** Format: date-time */
            disconnect: string | null;
            disconnect_reason: string;
            initial_contact_id: string;
            /** Format: date-time */
            initiation: string;
            initiation_method: string;
            instance_arn: string;
            /** Format: date-time */
            last_update: string;
            next_contact_id: string;
            pre_disconnect_state: string;
            previous_contact_id: string;
            queue: components["schemas"]["ContactQueue"];
            related_contact_id: string;
            /** Format: date-time */
            scheduled: string | null;
            subtype: string;
            system_address: string;
            /** Format: date-time */
            transfer_completed: string | null;
            transferred_to_masked: string;
            /** @description A simulated test contact */
            validation_test: boolean;
        };
        ContactAgent: {
            /** Format: int64 */
            after_contact_work_duration: number | null;
            /** Format: date-time */
            after_contact_work_end: string | null;
            /** Format: date-time */
            after_contact_work_start: string | null;
            /** Format: int64 */
            agent_initiated_hold_duration: number | null;
            /** Format: int64 */
            agent_interaction_duration: number | null;
            /** Format: int64 */
            agent_pause_duration: number | null;
            arn: string;
            /** Format: date-time */
            connected_to_agent: string | null;
            /** Format: int64 */
            customer_hold_duration: number | null;
            /** @description Levels in use, from the top */
            hierarchy: components["schemas"]["HierarchyGroup"][];
            /** Format: int64 */
            longest_hold_duration: number | null;
            /** Format: int64 */
            number_of_holds: number | null;
            routing_profile_arn: string;
            routing_profile_name: string;
            username: string;
        };
        ContactChoice: {
            /** @description ARN, id or user name; repeat for several */
            agent?: string[];
            /** @description Such as VOICE; repeat for several */
            channel?: string[];
            disconnect_reason?: string[];
            /**
             * @description Start of the range: RFC 3339, or a date: the start of that day in zone
             * @example 2026-11-01
             */
            from?: string;
            /**
             * @description By a column of GET /metrics, one of >= <= > < = and a whole number: seconds of a duration, 0 or 1 of a flag; repeat for several, all of which must hold
             * @example [
             *       "queue_s>=60"
             *     ]
             */
            having?: string[];
            initiation_method?: string[];
            /** @description ARN, id or name; repeat for several */
            instance?: string[];
            /** @description Only the contacts that this metric of the catalogue is made of */
            metric?: string;
            /** @description Repeat for several */
            outcome?: ("handled" | "abandoned" | "other")[];
            /**
             * @description Only contacts of which this moment is not in the range, or missing: those on different sides of two time bases
             * @enum {string}
             */
            outside?: "initiation" | "disconnect" | "enqueue" | "connected_to_agent";
            /**
             * Format: int64
             * @description Of a metric that is a division: 0 is above the line, 1 below it
             */
            part?: number;
            /** @description Start of a contact id */
            q?: string;
            /** @description ARN, id or any name a queue ever had; repeat for several */
            queue?: string[];
            /**
             * @description Instead of from and to: today, yesterday, last_business_day, 7d, week, month, last_month or 30d, by the days and holidays of the settings
             * @example last_business_day
             */
            range?: string;
            /**
             * @description Which moment of a contact puts it into the range; initiation unless given
             * @enum {string}
             */
            time_field?: "initiation" | "disconnect" | "enqueue" | "connected_to_agent";
            /**
             * @description End of the range, not in it
             * @example 2026-11-08
             */
            to?: string;
            /**
             * @description By any dimension: DIM=VALUE or DIM!=VALUE; repeat for several, of which those of one dimension and sign are alternatives. attribute:KEY is a contact attribute, attribute:"a=b" one whose key has signs in it; an empty value is: has none
             * @example [
             *       "attribute:reason=billing"
             *     ]
             */
            where?: string[];
            /**
             * @description IANA time zone; the server's own unless given
             * @example Asia/Seoul
             */
            zone?: string;
        };
        ContactDetail: {
            /** @description Contact attributes as they arrived; keys that differ only in case are two keys */
            attributes: {
                [key: string]: unknown;
            };
            /** @description The contacts of the same journey in order of time, this one among them */
            chain: components["schemas"]["ChainItem"][];
            /**
             * Format: int64
             * @description More than are in chain only where a journey has more than 200
             */
            chain_total: number;
            contact: components["schemas"]["Contact"];
            /** @description The figures that this contact is part of, and what it adds to them */
            counted_in: components["schemas"]["CountedIn"][];
            /** @description Why raw and received_at are null; empty when they are not */
            damage: string;
            /** @description The details have passed their limit (GET /retention) and were removed: the customer's address, attributes, and whatever figures are not made from */
            details_gone: boolean;
            /** @description The attributes and the record as it arrived are hidden from the asker's role */
            masked: boolean;
            /** @description The newest version of the record as it arrived; null when it was lost, or is masked */
            raw: unknown;
            /**
             * Format: date-time
             * @description When the newest version arrived; null when that was lost
             */
            received_at: string | null;
            source: string;
            timeline: components["schemas"]["TimelinePart"][];
            /**
             * Format: int64
             * @description Distinct versions received
             */
            versions: number;
        };
        ContactItem: {
            /** Format: int64 */
            acw_seconds: number | null;
            agent_arn: string;
            /** @description User name */
            agent_name: string;
            channel: string;
            contact_id: string;
            /** @description Its last four characters */
            customer_address_masked: string;
            /** Format: date-time */
            disconnect: string | null;
            disconnect_reason: string;
            /** Format: int64 */
            hold_seconds: number | null;
            /** Format: date-time */
            initiation: string;
            initiation_method: string;
            instance_arn: string;
            /** @enum {string} */
            outcome: "handled" | "abandoned" | "other";
            queue_arn: string;
            queue_name: string;
            /** Format: int64 */
            queue_seconds: number | null;
            /**
             * Format: int64
             * @description Agent interaction, hold excluded
             */
            talk_seconds: number | null;
            /** @description Of the columns that were asked for: seconds and counts as they are, moments in milliseconds since 1970 UTC, flags 0 or 1 */
            values: {
                [key: string]: number | null;
            };
        };
        ContactList: {
            contacts: components["schemas"]["ContactItem"][];
            /** @description Give it as after for the next page; empty on the last */
            next: string;
            /** @description What should be known of the list: kind unknown_value */
            notes?: components["schemas"]["QueryNote"][];
            /**
             * Format: int64
             * @description All contacts that match, whatever the page
             */
            total: number;
        };
        ContactQueue: {
            arn: string;
            /** Format: date-time */
            dequeue: string | null;
            /** Format: int64 */
            duration: number | null;
            /** Format: date-time */
            enqueue: string | null;
            name: string;
        };
        Counted: {
            /**
             * Format: date-time
             * @description When it counted; of several answers the oldest
             */
            as_of: string;
            /**
             * Format: int64
             * @description Contacts in a queue that no agent is being offered
             */
            in_queue: number;
            /**
             * Format: int64
             * @description Callbacks in their initial delay
             */
            scheduled: number;
            /**
             * Format: int64
             * @description in_queue + scheduled
             */
            total: number;
        };
        CountedIn: {
            /** @description Whose value the contact adds; empty where it is counted only */
            column: string;
            /** @description Whether it is among those that the figure is divided by */
            counted: boolean;
            metric: string;
            /**
             * Format: int64
             * @description What it adds: seconds, a number, or of a share 1 where it is on the good side
             */
            value: number;
        };
        CountedTime: {
            /** @enum {string} */
            class: "on_contact" | "idle" | "non_productive" | "offline";
            /** Format: double */
            seconds: number;
        };
        Customer: {
            /** @description CustomerEndpoint.Address; empty where the record has none, or its details have passed their limit */
            customer_address: string;
            /** @description TransferredToEndpoint.Address */
            transferred_to: string;
        };
        Day: {
            /** Format: int64 */
            abandoned: number;
            /**
             * Format: double
             * @description Mean of contacts over this day and the six before; null before there were seven days of records
             */
            average_7d: number | null;
            /** Format: int64 */
            contacts: number;
            /** Format: date */
            day: string;
            /** Format: int64 */
            handled: number;
        };
        DayCalls: {
            /** Format: int64 */
            calls: number;
            /** Format: date */
            day: string;
        };
        DimensionInfo: {
            /** @description Of the contact record */
            field: string;
            id: string;
            title: components["schemas"]["Text"];
        };
        DimensionList: {
            /** @description There are more than limit: ask with q for those that contain a text */
            more: boolean;
            values: components["schemas"]["DimensionValue"][];
        };
        DimensionValue: {
            /** @description Newest known name */
            name: string;
            /** @description ARN of a queue, agent or instance; otherwise the word itself */
            value: string;
        };
        DirectoryEntry: {
            arn: string;
            /** @description What it was called before, oldest first */
            former: components["schemas"]["FormerName"][];
            /** @description Of a user, first and last name as they are written in their language */
            full_name: string;
            /**
             * Format: date-time
             * @description When Amazon Connect first listed it no more; null while it is there
             */
            gone: string | null;
            /** @description Of a user, the groups that the user belongs to; of a hierarchy group, those above it and itself. Level 1 first */
            hierarchy: components["schemas"]["NamedThing"][];
            instance_arn: string;
            /** @enum {string} */
            kind: "queue" | "user" | "routing_profile" | "agent_status" | "hierarchy_group" | "instance";
            /** @description What it is called now, or was called last; of a user, the login; of an instance, the alias */
            name: string;
            /** @description Of a routing profile, those that it serves */
            queues: components["schemas"]["NamedThing"][];
            /** @description Of a user; null of others, and where it is not known */
            routing_profile: components["schemas"]["NamedThing"] | null;
            /**
             * Format: date-time
             * @description When it was first called so: when Amazon Connect first listed it under this name, or the first record called it so, whichever was earlier
             */
            since: string | null;
            /**
             * @description amazon_connect has listed it; records: it is known from contact records alone
             * @enum {string}
             */
            source: "amazon_connect" | "records";
            /** @description Of an agent status: ROUTABLE, CUSTOM or OFFLINE */
            type: string;
        };
        DirectoryList: {
            entries: components["schemas"]["DirectoryEntry"][];
            /** @description There are more: ask with after for the next page */
            more: boolean;
            /**
             * Format: int64
             * @description That fit, on all pages
             */
            total: number;
        };
        DirectoryStatus: {
            /**
             * Format: int64
             * @description That were there once, and keep their last name
             */
            gone: number;
            /** @enum {string} */
            kind: "queue" | "user" | "routing_profile" | "agent_status" | "hierarchy_group" | "instance";
            /**
             * Format: date-time
             * @description When Amazon Connect listed them last; null before the first answer
             */
            listed_at: string | null;
            /** @description Why the last attempt was not answered, so that names are those of listed_at; empty when it was */
            problem: string;
            /**
             * Format: int64
             * @description That are there
             */
            there: number;
        };
        Disorder: {
            /** @description Field that should hold the earlier moment */
            earlier: string;
            later: string;
        };
        EndedSessions: {
            /** Format: int64 */
            ended: number;
        };
        ErasedCount: {
            /**
             * Format: int64
             * @description Past their limit
             */
            agent_events: number;
            /** Format: int64 */
            contact_events: number;
            /**
             * Format: int64
             * @description Every version and every delivery
             */
            contact_records: number;
            /** Format: int64 */
            contacts: number;
            /** @description Files in the data folder that may hold what was erased and that a person has to remove */
            kept: string[];
            /** @description Some of these contacts */
            mentioned_by: string[];
            /**
             * Format: int64
             * @description Records of other contacts that have an address in another place, such as an attribute. They stay: look at them
             */
            mentions: number;
            /** @description Contacts that were named and have no record */
            missing: string[];
            /**
             * Format: int64
             * @description Records that could not be decoded, with a contact's id or an address in them
             */
            quarantined: number;
            /**
             * Format: int64
             * @description Records of others (journeys, agent events) in which a pseudonym takes the contact's place
             */
            redacted: number;
            /**
             * Format: int64
             * @description Contact records past the limit of their details: what figures are made from is left
             */
            reduced: number;
        };
        ErasureProof: {
            /** Format: date-time */
            begun: string;
            /**
             * Format: int64
             * @description How many ids were named
             */
            contacts: number;
            /**
             * Format: int64
             * @description How many addresses were named
             */
            customers: number;
            /** Format: date-time */
            ended: string;
            /**
             * Format: int64
             * @description Files of exports that the server keeps: always none
             */
            exported_files: number;
            /** @example 20261123-k3f9q2ab */
            id: string;
            /**
             * @description limits: what was older than its kind is kept
             * @enum {string}
             */
            kind: "person" | "limits";
            /** @description What the last look went through, after everything was removed */
            looked: components["schemas"]["LookedThrough"];
            /**
             * Format: int64
             * @description Contacts that were named and had no record
             */
            missing: number;
            /** @description What vouches for who, as in the audit log; empty where nobody signs in */
            provider: string;
            reason: string;
            /** @description What went. No contact is named, and missing ones are counted alone */
            result: components["schemas"]["ErasedCount"];
            /**
             * Format: int64
             * @description Saved views that were looked through, when it began
             */
            views: number;
            /**
             * Format: int64
             * @description Of these, that named whom it was about; that they were deleted is in the audit log
             */
            views_naming: number;
            who: string;
        };
        ErasureProofList: {
            /** @description The newest first */
            proofs: components["schemas"]["ErasureProof"][];
        };
        ErasureRequest: {
            /**
             * @description Ids of contacts, of any instance
             * @example [
             *       "0f8fad5b-d9cb-469f-a165-70867728950e"
             *     ]
             */
            contacts?: string[];
            /** @description Addresses of customers (CustomerEndpoint.Address): numbers as +821012345678, or e-mail addresses. Every contact is meant of which any version has one */
            customers?: string[];
            /** @description Instead: what has passed the limits of GET /retention, without waiting for the night */
            expired?: boolean;
            /** @description Count what would be erased, and erase nothing */
            preview?: boolean;
            /** @description Why, in your own words, for the audit log: without the person's name. Where people sign in, nothing is erased without */
            reason?: string;
        };
        ErasureStatus: {
            /** Format: date-time */
            begun: string | null;
            /**
             * Format: int64
             * @description Records of that step
             */
            done: number;
            /** Format: date-time */
            ended: string | null;
            /** @description It is about what has passed its limit */
            expired: boolean;
            /**
             * @description stopped: an erasure that had begun to remove goes on with the next one, or the next start
             * @enum {string}
             */
            phase: "idle" | "running" | "done" | "stopped" | "failed";
            preview: boolean;
            /** @description Of one that failed; what to do */
            problem: string;
            /** @description Id of the proof that is kept of it: GET /erasure/proofs/{id}; empty of a preview, and while it runs */
            proof: string;
            /** @description Of one that is done */
            result: components["schemas"]["ErasedCount"] | null;
            /**
             * @description What is being done
             * @enum {string}
             */
            step: "" | "find_contacts" | "find_records" | "rewrite" | "check" | "count";
            /** Format: int64 */
            total: number;
        };
        ErasureViews: {
            removed: boolean;
            /** @description By kind and name */
            views: components["schemas"]["NamingView"][];
        };
        ErasureViewsRequest: {
            /** @description Ids of contacts */
            contacts?: string[];
            /** @description Addresses of customers, as in POST /erasure */
            customers?: string[];
            /** @description Delete the views that are found */
            remove?: boolean;
        };
        ErrorDetail: {
            /** @description Where the error occurred, e.g. 'body.items[3].tags' or 'path.thing-id' */
            location?: string;
            /** @description Error message text */
            message?: string;
            /** @description The value at the given location */
            value?: unknown;
        };
        ErrorModel: {
            /**
             * @description A human-readable explanation specific to this occurrence of the problem.
             * @example Property foo is required but is missing.
             */
            detail?: string;
            /** @description Optional list of individual error details */
            errors?: components["schemas"]["ErrorDetail"][];
            /**
             * Format: uri
             * @description A URI reference that identifies the specific occurrence of the problem.
             * @example https://example.com/error-log/abc123
             */
            instance?: string;
            /**
             * Format: int64
             * @description HTTP status code
             * @example 400
             */
            status?: number;
            /**
             * @description A short, human-readable summary of the problem type. This value should not change between occurrences of the error.
             * @example Bad Request
             */
            title?: string;
            /**
             * Format: uri
             * @description A URI reference to human-readable documentation for the error.
             * @default about:blank
             * @example https://example.com/errors/example
             */
            type: string;
        };
        ExplainFilter: {
            dimension: components["schemas"]["DimensionInfo"];
            /** @description It is the row's group */
            group: boolean;
            not: boolean;
            /** @description A name where it is known; the value without one is what contacts have that have none */
            values: components["schemas"]["DimensionValue"][];
        };
        ExplainList: {
            /** @description Instead of contacts, of a part that counts agents and of a mean over several */
            agents: components["schemas"]["ExplainedAgent"][];
            /** @description Newest first; of an extreme in order of what they contribute; of a percentile those around its place, the greatest first */
            contacts: components["schemas"]["ExplainedContact"][];
            /** @description Instead of contacts, of a number of days: all of them, whatever the limit */
            days: components["schemas"]["ExplainedDay"][];
            /** @description Instead of contacts, of a part of time spent: in order of their start */
            intervals: components["schemas"]["ExplainedInterval"][];
            /** @description Give it as after for the next page; empty on the last */
            next: string;
            /** Format: int64 */
            part: number;
            /** @description Where a percentile stands; null for all else */
            rank: components["schemas"]["ExplainPlace"] | null;
            /**
             * Format: int64
             * @description All contacts, agents or intervals of the part, whatever the page
             */
            total: number;
        };
        ExplainPart: {
            /** @enum {string} */
            aggregate: "count" | "sum" | "min" | "max" | "percentile" | "distinct" | "online_agents" | "seen_agents" | "spent" | "days";
            /** @description Which the formula is about */
            columns: components["schemas"]["ColumnInfo"][];
            /** @description Over the columns that are derived from contact records */
            formula: string;
            /** @enum {string} */
            unit: "count" | "seconds" | "milliseconds";
            /**
             * Format: int64
             * @description Null over nothing
             */
            value: number | null;
        };
        ExplainPlace: {
            /**
             * Format: int64
             * @description Contacts with this very value, the one at the place among them
             */
            equal: number;
            /**
             * Format: int64
             * @description Contacts with a smaller value
             */
            less: number;
            /** Format: int64 */
            more: number;
            /** Format: int64 */
            of: number;
            /** Format: int64 */
            percent: number;
            /**
             * Format: int64
             * @description Counted from 1
             */
            place: number;
        };
        ExplainRequest: {
            /** @description next of the page before */
            after?: string;
            /** @description By what the table is grouped */
            by?: string[];
            /**
             * @description Of the figure's bucket or range: RFC 3339, or a date: the start of that day in zone
             * @example 2026-11-01
             */
            from: string;
            /** @description Of the figure's row, one for each of by; none for a figure of the totals. Of queues, agents and the like an ARN, an id, or a name that one alone ever had */
            keys?: string[];
            /**
             * Format: int64
             * @default 50
             */
            limit: number;
            /**
             * @description Id with parameters after a colon
             * @example service_level:seconds=30
             */
            metric: string;
            /** @description As in a query: working_days or working_hours */
            only?: string;
            /**
             * Format: int64
             * @description Which of the figure's integers the contacts are listed of: 0 is above the line of a percentage or mean, 1 below it
             */
            part?: number;
            /**
             * @description A number of contacts as the mean of the working days of its range, of which it is part 1; only is working_days then unless given
             * @enum {string}
             */
            per?: "" | "working_day";
            /** @description As in a query: disconnect unless asked; a metric with own_time keeps its own */
            time_field?: string;
            /**
             * @description As from; not in the range
             * @example 2026-11-02
             */
            to: string;
            where?: components["schemas"]["QueryFilter"][];
            /** @example Asia/Seoul */
            zone?: string;
        };
        ExplainedAgent: {
            /**
             * Format: int64
             * @description Of a mean over agents, or a count of them, what this one has of the first part; else null
             */
            above: number | null;
            agent_arn: string;
            agent_name: string;
            /**
             * Format: int64
             * @description Of a mean over agents, what this one has of the second part; else null
             */
            below: number | null;
            /** @description The newest of the contacts */
            contact: components["schemas"]["ContactItem"] | null;
            /**
             * Format: int64
             * @description On how many contacts that count
             */
            contacts: number;
            /** @description By agent events; null where that was not asked */
            online: boolean | null;
        };
        ExplainedContact: {
            /**
             * Format: date-time
             * @description The moment that puts it into the range
             */
            at: string;
            contact: components["schemas"]["ContactItem"];
            /**
             * Format: int64
             * @description Its value; null where contacts are just counted
             */
            contribution: number | null;
        };
        ExplainedDay: {
            /**
             * Format: int64
             * @description That count on it
             */
            contacts: number;
            /** Format: date-time */
            from: string;
            /**
             * Format: date-time
             * @description Not in it
             */
            to: string;
        };
        ExplainedInterval: {
            agent_arn: string;
            agent_name: string;
            /**
             * @description Of an agent's time; empty of a contact's, or where no status was seen
             * @enum {string}
             */
            class: "" | "on_contact" | "idle" | "non_productive" | "offline";
            /** @description Of a contact's time; else null */
            contact: components["schemas"]["AgentHandling"] | null;
            /**
             * Format: int64
             * @description Milliseconds of it in the range; null where its end is just counted
             */
            contribution: number | null;
            /** Format: date-time */
            end: string;
            /** @description Of an agent's time: a contact that was missed, was rejected or failed is not cleared */
            error: boolean;
            /**
             * @description The contact's phase after it; empty where it left the agent, or the interval is open
             * @enum {string}
             */
            next: "" | "ring" | "dial" | "talk" | "hold" | "pause" | "acw" | "missed" | "rejected" | "error" | "other";
            /** @description Not over: the end is as_of */
            open: boolean;
            /** Format: date-time */
            start: string;
        };
        Explanation: {
            /**
             * @description The first part itself; mean is the first divided by the second, percent a hundred times that; of time and mean_time the first part is milliseconds and the figure seconds; agent_mean is the mean of agents' percentages, agent_count the number of agents who have some of the first part
             * @enum {string}
             */
            combine: "count" | "sum" | "extreme" | "mean" | "percent" | "time" | "mean_time" | "agent_mean" | "agent_count";
            /**
             * Format: double
             * @description Null over nothing
             */
            figure: number | null;
            filters: components["schemas"]["ExplainFilter"][];
            /** Format: date-time */
            from: string;
            list: components["schemas"]["ExplainList"];
            metric: components["schemas"]["MetricInfo"];
            /** @description What should be known of the figure: kinds unknown_value, filling and loading */
            notes?: components["schemas"]["QueryNote"][];
            parts: components["schemas"]["ExplainPart"][];
            /**
             * @description The moment that puts a contact into the range; time_spent where intervals count as far as they lie in it
             * @enum {string}
             */
            time_field: "initiation" | "disconnect" | "enqueue" | "connected_to_agent" | "time_spent";
            /** Format: date-time */
            to: string;
            zone: string;
        };
        ExportProgress: {
            /**
             * Format: int64
             * @description Of the file so far
             */
            bytes: number;
            /**
             * Format: int64
             * @description How many there will be; null while the export waits for its turn, and when there is none of this id
             */
            of: number | null;
            /**
             * Format: int64
             * @description Made so far
             */
            rows: number;
        };
        ExportRequest: {
            /** @description What agents did when: sessions, statuses, stretches, contacts and gaps that overlap with the range, whole */
            agent_intervals?: components["schemas"]["IntervalChoice"];
            /** @description Contacts with a column attribute:KEY for every key that a contact has, at most 1000 */
            all_attributes?: boolean;
            /** @description Contacts with a column attribute:KEY for each of these keys */
            attribute_columns?: string[];
            /** @description Contacts with their attributes, as one column of JSON */
            attributes?: boolean;
            /**
             * Format: int64
             * @description The position of an earlier export: instead, the contacts of its range and filters that are new or have changed since
             */
            changed_since?: number;
            /** @description Every contact that GET /contacts would list for the same parameters */
            contacts?: components["schemas"]["ContactChoice"];
            /** @enum {string} */
            format: "csv" | "xlsx" | "parquet" | "jsonl";
            /** @description Any text that nobody else uses: GET /export/{id} tells how far the export is */
            id?: string;
            /**
             * @description Of the sheet that says what was asked; ko unless given
             * @enum {string}
             */
            language?: "ko" | "en";
            /** @description What the live board showed, point by point, as GET /live/history answers it */
            live_history?: components["schemas"]["HistoryChoice"];
            /** @description Of the file, without ending */
            name?: string;
            /** @description The table that POST /query would answer, and its totals as the last row */
            query?: components["schemas"]["QueryRequest"];
            /** @description What the file is for, in your own words, for the audit log. Where people sign in, files that tell of persons are not made without: contacts, agent intervals, and figures by agent or by attribute */
            reason?: string;
        };
        ExportState: {
            /** Format: date-time */
            as_of: string;
            /**
             * Format: date-time
             * @description The newest moment for which all sources, or the chosen instances, had delivered; null when nothing was
             */
            final_until: string | null;
            /**
             * Format: date-time
             * @description Start of the range, in the zone
             */
            from: string;
            /** @description What should be known of the file */
            notes?: components["schemas"]["QueryNote"][];
            /**
             * Format: int64
             * @description Of the newest record that is in the figures: changed_since of a later export
             */
            position: number;
            /**
             * Format: int64
             * @description Without the head
             */
            rows: number;
            /**
             * Format: date-time
             * @description End of the range, not in it
             */
            to: string;
        };
        FieldWarning: {
            /** Format: int64 */
            count: number;
            field: string;
            reason: string;
        };
        FigureCause: {
            /** @description At most 50 */
            contact_ids: string[];
            /** Format: int64 */
            contacts: number;
            /**
             * @description missing: no record came. erased: kept out because they were erased or have passed their limit. late: records came after our figures were asked for. elsewhere: counted here in another queue or interval. only_here: not listed there. partial: restored from what does not tell all that a record does. definition: counted by rules that are known to differ
             * @enum {string}
             */
            kind: "missing" | "erased" | "late" | "elsewhere" | "only_here" | "partial" | "definition" | "unexplained";
            /**
             * Format: int64
             * @description Of them, by DescribeContact
             */
            restored: number;
        };
        FigureCheckOrderBody: {
            /** @description Yesterday unless given */
            days?: string[];
            /** @description ARN or id; it may be left out where there is one */
            instance?: string;
        };
        FigureCheckProgress: {
            day: string;
            /**
             * Format: int64
             * @description Intervals with differences that are explained
             */
            done: number;
            /** Format: int64 */
            total: number;
        };
        FigureChecks: {
            /** @description Those of which Amazon Connect is asked; none where it is not */
            instances: components["schemas"]["InstanceChecks"][];
        };
        FigureDifference: {
            causes: components["schemas"]["FigureCause"][];
            /** Format: date-time */
            end: string;
            figures: components["schemas"]["FigurePair"][];
            /** @description Its name */
            queue: string;
            queue_arn: string;
            /** @description After what was restored or came late, the figures are equal */
            settled: boolean;
            /** Format: date-time */
            start: string;
        };
        FigurePair: {
            /**
             * Format: double
             * @description Ours at the end of the check
             */
            after: number | null;
            metric: string;
            /** Format: double */
            ours: number | null;
            /** Format: double */
            theirs: number | null;
            /** @enum {string} */
            unit: "count" | "seconds" | "percent";
        };
        FormerName: {
            /** Format: date-time */
            from: string;
            full_name: string;
            name: string;
            /** Format: date-time */
            to: string;
        };
        Gone: {
            id: string;
        };
        GroupState: {
            /**
             * Format: int64
             * @description Contacts in after-contact work, as Amazon Connect counts it; of a queue, its own contacts
             */
            agents_after_contact_work: number;
            /**
             * Format: int64
             * @description Routable agents without any contact
             */
            agents_available: number;
            /**
             * Format: int64
             * @description Agents with a missed, rejected or failed contact
             */
            agents_error: number;
            /**
             * Format: int64
             * @description Agents in a status of the centre's own, such as lunch
             */
            agents_non_productive: number;
            /**
             * Format: int64
             * @description Agents with a contact connected, on hold, paused, dialled or in after-contact work
             */
            agents_on_contact: number;
            /**
             * Format: int64
             * @description Agents whose status is not offline
             */
            agents_online: number;
            /**
             * Format: int64
             * @description Agents whose status is routable
             */
            agents_staffed: number;
            /** @description As the newest event of one of its agents calls it */
            name: string;
            /**
             * Format: int64
             * @description Contacts connected, on hold, paused, dialled or in after-contact work; of a queue, its own contacts
             */
            slots_active: number;
            /**
             * Format: int64
             * @description Contacts that routable agents could still take; none of those who have queued up another status
             */
            slots_available: number;
        };
        Heartbeat: {
            /** Format: date-time */
            now: string;
            /**
             * Format: int64
             * @description Newest sequence number that history shows
             */
            projected: number;
            sources: {
                [key: string]: components["schemas"]["SourcePulse"];
            };
        };
        HierarchyGroup: {
            arn: string;
            /** Format: int64 */
            level: number;
            name: string;
        };
        HistoryChoice: {
            /**
             * @description Start of the range: RFC 3339, or a date: the start of that day in zone
             * @example 2026-11-17
             */
            from?: string;
            /** @description Of these instances together, by ARN, id or name; of all unless given */
            instance?: string[];
            /** @description ARN, id or any name a queue ever had; the whole contact centre unless given */
            queue?: string;
            /**
             * @description Instead of from and to, as in POST /query
             * @example yesterday
             */
            range?: string;
            /**
             * @description How much time a row stands for; the finest that gives at most 720 rows unless given
             * @enum {string}
             */
            step?: "15s" | "1m" | "5m" | "15m" | "1h" | "1d";
            /**
             * @description End of the range, not in it
             * @example 2026-11-18
             */
            to?: string;
            /**
             * @description IANA time zone; the server's own unless given
             * @example Asia/Seoul
             */
            zone?: string;
        };
        Holiday: {
            /** Format: date */
            day: string;
            name: components["schemas"]["Text"];
            /** @description Added here */
            own: boolean;
        };
        HolidayChoice: {
            added: components["schemas"]["OwnDay"][];
            /**
             * @description KR, or empty for none
             * @example KR
             */
            country: string;
            /** @description Days that are no holidays here */
            removed: string[];
            /** @description The centre works on holidays as on any other day */
            worked: boolean;
        };
        IdentityProvider: {
            /** @description It is of the configuration, and is changed there alone */
            configured: boolean;
            /** @description null: nothing of it does yet */
            counts: components["schemas"]["TrustedFacts"] | null;
            /** @description In which what waits differs from what counts */
            differences: components["schemas"]["TrustedDifference"][];
            /** @description Empty for those of the configuration */
            id: string;
            /** @description On its button; may be empty for those of the configuration */
            name: string;
            /** @description The configuration gives one of the same entity ID, which counts in its place */
            overruled: boolean;
            settings: components["schemas"]["TrustedSettings"];
            /** @description Where its metadata are fetched when somebody asks for that; may be empty */
            url: string;
            /** @description Until somebody agrees to its digest; null: nothing does */
            waits: components["schemas"]["TrustedFacts"] | null;
        };
        IdentityProviderAgreedBody: {
            /** @description Of what waits, as it was shown */
            digest: string;
        };
        IdentityProviderBroughtBody: {
            /** @description PEM: pinned beside those that count */
            certificate?: string;
            /** @description Fingerprint of a certificate that is to count no more */
            drop?: string;
            /** @description Fetch the metadata from its url */
            fetch?: boolean;
            /** @description In place of all that counts */
            metadata?: string;
        };
        IdentityProviderChange: {
            name: string;
            settings: components["schemas"]["TrustedSettings"];
            /** @description https; without it metadata are pasted */
            url?: string;
        };
        IdentityProviderNewBody: {
            /** @description Unless they are to be fetched from url */
            metadata?: string;
            name: string;
            settings: components["schemas"]["TrustedSettings"];
            /** @description https; without it metadata are pasted */
            url?: string;
        };
        IdentityProviders: {
            /** @description Metadata can be fetched from an address */
            fetches: boolean;
            /** @description Ringside's own, for which they encrypt */
            own_keys: components["schemas"]["TrustedOwnKey"][];
            /** @description Those of the configuration first, then by name */
            providers: components["schemas"]["IdentityProvider"][];
            /** @description There is a file of rules: without one their people may do nothing */
            rules: boolean;
        };
        ImportProblem: {
            /**
             * @description A human-readable explanation specific to this occurrence of the problem.
             * @example Property foo is required but is missing.
             */
            detail?: string;
            /** @description Optional list of individual error details */
            errors?: components["schemas"]["ErrorDetail"][];
            /**
             * Format: uri
             * @description A URI reference that identifies the specific occurrence of the problem.
             * @example https://example.com/error-log/abc123
             */
            instance?: string;
            outcome: components["schemas"]["ImportResult"];
            /**
             * Format: int64
             * @description HTTP status code
             * @example 400
             */
            status?: number;
            /**
             * @description A short, human-readable summary of the problem type. This value should not change between occurrences of the error.
             * @example Bad Request
             */
            title?: string;
            /**
             * Format: uri
             * @description A URI reference to human-readable documentation for the error.
             * @default about:blank
             * @example https://example.com/errors/example
             */
            type: string;
        };
        ImportProgress: {
            name: string;
            /**
             * Format: double
             * @description Null when the size is not known
             */
            percent: number | null;
            /** Format: int64 */
            records: number;
            /** Format: double */
            records_per_second: number;
            running: boolean;
            /** Format: double */
            seconds_left: number | null;
        };
        ImportResult: {
            /** Format: int64 */
            duplicates: number;
            /** Format: int64 */
            older: number;
            /** Format: int64 */
            quarantined: number;
            /** Format: int64 */
            read: number;
            /** Format: double */
            seconds: number;
            /** Format: int64 */
            stored: number;
            /** Format: int64 */
            updated: number;
        };
        IngestKey: {
            /** @description Who made it; empty where that is not known */
            by: string;
            /** Format: date-time */
            created: string;
            /** @description That it opens: firehose, eventbridge, import; none: all */
            doors: string[];
            /**
             * Format: date-time
             * @description When it goes, or went, out of force; null: not by itself
             */
            ends: string | null;
            id: string;
            in_force: boolean;
            /** @description Ids of the Amazon Connect instances whose records it may bring; none: all */
            instances: string[];
            /**
             * Format: date-time
             * @description To the minute; null: never
             */
            last_used: string | null;
            name: string;
        };
        IngestKeyList: {
            /** @description The server runs with a key besides these, which opens everything: RINGSIDE_INGEST_KEY */
            configured: boolean;
            keys: components["schemas"]["IngestKey"][];
        };
        IngestStatus: {
            /** @description The instances of which Amazon Connect itself is asked what waits, who is there, and what things are called */
            amazon_connect: components["schemas"]["AmazonConnectStatus"][];
            /**
             * Format: int64
             * @description Newest sequence number in the journal
             */
            appended: number;
            /** Format: int64 */
            contacts: number;
            healthy: boolean;
            /** @description The import that runs or ran last; null when there was none */
            import: components["schemas"]["ImportProgress"] | null;
            /** Format: int64 */
            journal_bytes: number;
            /** Format: date-time */
            newest_initiation: string | null;
            /** Format: date-time */
            oldest_initiation: string | null;
            /** @description Why not healthy, in plain words */
            problem: string;
            /**
             * Format: int64
             * @description Newest sequence number that figures show
             */
            projected: number;
            /** Format: int64 */
            projection_bytes: number;
            /**
             * Format: double
             * @description 0 when all that was received is shown
             */
            projection_lag_seconds: number;
            /**
             * Format: int64
             * @description Quarantined and not replayed; null while it cannot be told
             */
            quarantine_open: number | null;
            /** @description The Amazon SQS queues that are read */
            queues: components["schemas"]["QueueStatus"][];
            sources: components["schemas"]["SourceStatus"][];
            /** @description The Amazon Kinesis data streams that are read */
            streams: components["schemas"]["StreamStatus"][];
            /**
             * Format: int64
             * @description Pairs of contact and LastUpdateTimestamp of which versions with different bytes came
             */
            ties_by_hash: number;
            warnings: components["schemas"]["FieldWarning"][];
        };
        InstanceChecks: {
            /** @description The newest check of each day, the newest day first */
            days: components["schemas"]["CheckedDay"][];
            /** @description The first day that can be checked: Amazon Connect keeps figures for three months */
            first: string;
            instance_arn: string;
            /** @description The last one, which is yesterday */
            last: string;
            /**
             * @description When the day before is checked; empty where that is off
             * @example 03:40
             */
            night: string;
            /** @description Null while nothing is being checked */
            running: components["schemas"]["FigureCheckProgress"] | null;
            /** @description Days that are to be checked, that which is being checked among them */
            waiting: string[];
            /** @description Time zone of the days */
            zone: string;
        };
        InstanceDays: {
            /** @example 04:00 */
            day_start: string;
            instance_arn: string;
        };
        InstanceState: {
            arn: string;
            /** @description By channel; only channels in which somebody waits */
            channels: {
                [key: string]: components["schemas"]["ChannelState"];
            };
            /** @description As estimated of the whole, of this instance */
            estimated: boolean;
            /**
             * @description As source of the whole, of this instance
             * @enum {string}
             */
            source: "contact_events" | "amazon_connect";
            totals: components["schemas"]["Totals"];
            /** @description What waits in no queue that is known; missing where nothing does */
            without_queue?: components["schemas"]["QueueState"];
        };
        IntervalChoice: {
            /**
             * @description Start of the range: RFC 3339, or a date: the start of that day in zone
             * @example 2026-11-01
             */
            from?: string;
            /** @description All of them unless given */
            kinds?: ("session" | "status" | "stretch" | "contact" | "gap")[];
            /**
             * @description Instead of from and to, as in POST /query
             * @example last_business_day
             */
            range?: string;
            /**
             * @description End of the range, not in it
             * @example 2026-11-08
             */
            to?: string;
            /** @description As in GET /contacts, by agent, routing_profile, hierarchy levels, instance, queue, channel and initiation_method */
            where?: string[];
            /**
             * @description IANA time zone; the server's own unless given
             * @example Asia/Seoul
             */
            zone?: string;
        };
        JudgedRule: {
            denies: boolean;
            fits: boolean;
            /** @description Empty where it fits */
            misses: components["schemas"]["RuleMisses"][];
            name: string;
            /** Format: int64 */
            number: number;
        };
        KeyInputBody: {
            /**
             * Format: int64
             * @description For how many days it is in force; 0: without end
             */
            days?: number;
            /** @description All unless given */
            doors?: ("firehose" | "eventbridge" | "import")[];
            /** @description Ids or ARNs of Amazon Connect instances; all unless given */
            instances?: string[];
            /**
             * @description What it is for
             * @example firehose-seoul
             */
            name: string;
        };
        LiveExtreme: {
            /** @description As the last sample of the point showed it */
            last: (number | null)[];
            /** @description The greatest of its samples */
            max: (number | null)[];
        };
        LiveFigure: {
            /** @description As the last sample of the point showed it */
            last: (number | null)[];
            /** @description The greatest of its samples; null of several but not all instances before fine_since, each of which was folded by itself */
            max: (number | null)[];
            /** @description Of its samples */
            mean: (number | null)[];
        };
        LiveHistory: {
            agents_after_contact_work: components["schemas"]["LiveFigure"];
            agents_available: components["schemas"]["LiveFigure"];
            agents_error: components["schemas"]["LiveFigure"];
            agents_non_productive: components["schemas"]["LiveFigure"];
            agents_on_contact: components["schemas"]["LiveFigure"];
            agents_online: components["schemas"]["LiveFigure"];
            agents_staffed: components["schemas"]["LiveFigure"];
            /**
             * Format: date-time
             * @description Before this, samples are folded into quarter hours
             */
            fine_since: string;
            /** Format: date-time */
            from: string;
            /** @description Contacts in a queue that no agent is being offered */
            in_queue: components["schemas"]["LiveFigure"];
            /** @description Ids of the instances asked for; empty: all together, or that of the queue */
            instances: string[];
            /**
             * Format: date-time
             * @description The oldest sample of any range; null while there is none
             */
            kept_since: string | null;
            /** @description How long the contact had waited that waited longest; null where none waited in a queue */
            oldest_wait_seconds: components["schemas"]["LiveExtreme"];
            /** @description ARN; empty: the whole contact centre or the instances, in which an agent counts once */
            queue: string;
            /** @description How many times somebody looked */
            samples: number[];
            /** @description Callbacks in their initial delay */
            scheduled: components["schemas"]["LiveFigure"];
            /**
             * Format: int64
             * @description How much time a point stands for; a day is 86,400 also where it has 23 or 25 hours
             */
            step_seconds: number;
            /** @description When each point begins */
            times: string[];
            /** Format: date-time */
            to: string;
            /** @description in_queue + scheduled */
            total: components["schemas"]["LiveFigure"];
            zone: string;
        };
        LiveMetricInfo: {
            /** @description Amazon Connect's own name, empty where it has no such metric */
            connect_name: string;
            /** @description From what it is counted */
            counted: components["schemas"]["Text"];
            definition: components["schemas"]["Text"];
            /** @description Its name in the live picture and its history */
            id: string;
            /** @description GET /live/history tells its past, a sample every 15 s */
            kept: boolean;
            source_url: string;
            title: components["schemas"]["Text"];
            /** @enum {string} */
            unit: "count" | "seconds";
        };
        LookedThrough: {
            /** Format: int64 */
            agent_events: number;
            /** Format: int64 */
            contact_events: number;
            /**
             * Format: int64
             * @description All versions and deliveries
             */
            contact_records: number;
            /**
             * Format: int64
             * @description What was found there that had to go: 0, or the erasure would not have ended
             */
            left: number;
            /** Format: int64 */
            quarantined: number;
            /**
             * Format: int64
             * @description Files of the journal
             */
            segments: number;
        };
        MadeKey: {
            /** @description Who made it; empty where that is not known */
            by: string;
            /** Format: date-time */
            created: string;
            /** @description That it opens: firehose, eventbridge, import; none: all */
            doors: string[];
            /**
             * Format: date-time
             * @description When it goes, or went, out of force; null: not by itself
             */
            ends: string | null;
            id: string;
            in_force: boolean;
            /** @description Ids of the Amazon Connect instances whose records it may bring; none: all */
            instances: string[];
            /** @description It cannot be had again */
            key: string;
            /**
             * Format: date-time
             * @description To the minute; null: never
             */
            last_used: string | null;
            name: string;
        };
        MadeToken: {
            /** @description Who made it; empty where that is not known */
            by: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            ends: string;
            id: string;
            in_force: boolean;
            /**
             * Format: date-time
             * @description To the minute; null: never
             */
            last_used: string | null;
            /** @description All of them hold together; none: everything is seen */
            limits: {
                [key: string]: string[];
            };
            name: string;
            roles: string[];
            /** @description It cannot be had again */
            token: string;
        };
        MarkInputBody: {
            /** @example 2026-10 */
            month: string;
            /** @description What the reviewer has found */
            note: string;
            /**
             * @description IANA time zone; the server's own unless given
             * @example Asia/Seoul
             */
            zone?: string;
        };
        Me: {
            /**
             * @description How the person, or with a token the program, signed in; none where nobody signs in
             * @enum {string}
             */
            by: "none" | "saml" | "openid" | "account" | "token";
            /** @description A part of the contact centre is seen, and everything that is answered is of that part */
            limited: boolean;
            /** @description What the roles include; all of it where nobody signs in */
            may: ("live" | "history" | "agents" | "contacts" | "others" | "customers" | "export" | "views" | "settings" | "pipeline" | "quarantine" | "telemetry" | "audit" | "administration")[];
            /** @description As the identity provider or the account names the person; empty where nobody signs in */
            name: string;
            /**
             * @description Address of the page with the applications that an account may sign in to; empty where there is none
             * @example /portal
             */
            portal: string;
            roles: ("administrator" | "analyst" | "supervisor" | "agent" | "auditor" | "wallboard")[];
            /**
             * @description Address that ends the session, by POST; empty where nobody signs in, and for programs
             * @example /sign-out
             */
            sign_out: string;
        };
        MetricGroup: {
            id: string;
            title: components["schemas"]["Text"];
        };
        MetricInfo: {
            /** @description To which interval an amount belongs */
            attribution: string;
            /** @description Amazon Connect's own name, empty where it has no such metric */
            connect_name: string;
            definition: components["schemas"]["Text"];
            /** @description By which it can be grouped */
            dimensions: string[];
            /**
             * @description Which way is better
             * @enum {string}
             */
            direction: "higher" | "lower" | "neither";
            /** @description Over the columns that are derived from contact records */
            formula: string;
            /** @description Id of the group */
            group: string;
            id: string;
            /** @description A query cannot choose another moment */
            own_time: boolean;
            /** @description Which the id takes, as in service_level:seconds=30,compare=lte */
            parameters: components["schemas"]["ParameterInfo"][];
            /** @description For narrow places */
            short: components["schemas"]["Text"];
            source_url: string;
            /**
             * @description The moment that the definition means; time_spent gives each interval what happened in it
             * @enum {string}
             */
            time_field: "initiation" | "disconnect" | "enqueue" | "connected_to_agent" | "time_spent";
            title: components["schemas"]["Text"];
            /** @enum {string} */
            unit: "count" | "seconds" | "percent";
        };
        MetricList: {
            /** @description Of which formulas are made */
            columns: components["schemas"]["ColumnInfo"][];
            /** @description By which a query can group and filter */
            dimensions: components["schemas"]["DimensionInfo"][];
            /** @description What metrics are about, in the order of the catalogue */
            groups: components["schemas"]["MetricGroup"][];
            /** @description What a query's every can be */
            intervals: string[];
            /** @description Figures of the present moment: GET /live/snapshot has them, GET /live/history their past; a query has not */
            live: components["schemas"]["LiveMetricInfo"][];
            metrics: components["schemas"]["MetricInfo"][];
        };
        Month: {
            /** @description The agents with most contacts handled, at most 50 */
            agents: components["schemas"]["MonthAgent"][];
            /**
             * Format: int64
             * @description How many agents had a contact
             */
            agents_in: number;
            /** Format: date-time */
            as_of: string;
            /** @example 00:00 */
            day_start: string;
            /** @description Every day of the month up to today */
            days: components["schemas"]["MonthDay"][];
            figures: components["schemas"]["MonthFigures"];
            /** Format: date-time */
            final_until: string | null;
            /** Format: date-time */
            from: string;
            /** @example 2026-11 */
            month: string;
            /** @description What should be known of the figures: kinds unknown_value, filling and loading */
            notes: components["schemas"]["QueryNote"][];
            panels: components["schemas"]["Panels"];
            previous: components["schemas"]["MonthBefore"];
            /** Format: int64 */
            projected: number;
            /** @description Every queue with a contact in the month; contacts add up to number_of_calls */
            queues: components["schemas"]["QueueFigures"][];
            /** @enum {string} */
            time_field: "initiation" | "disconnect";
            /**
             * Format: date-time
             * @description End of the month, not in it
             */
            to: string;
            /**
             * Format: date-time
             * @description How far the month has run: its end once it is over
             */
            until: string;
            zone: string;
        };
        MonthAgent: {
            /** Format: double */
            acw_seconds: number | null;
            agent_arn: string;
            agent_name: string;
            /** Format: double */
            call_seconds: number | null;
            /** Format: double */
            handle_seconds: number | null;
            /** Format: int64 */
            handled: number;
        };
        MonthBefore: {
            figures: components["schemas"]["MonthFigures"];
            /** Format: date-time */
            from: string;
            month: string;
            /**
             * Format: date
             * @description First day of which there are records, where that is in the month before or later; null otherwise
             */
            records_from: string | null;
            /** Format: date-time */
            to: string;
        };
        MonthDay: {
            /** Format: int64 */
            abandoned: number;
            abandonment_rate: components["schemas"]["AbandonmentRate"];
            /**
             * Format: double
             * @description Average after-contact work, outbound excluded
             */
            acw_seconds: number | null;
            /**
             * Format: int64
             * @description Agents connected to a contact
             */
            agents: number;
            answer_rate: components["schemas"]["AnswerRate"];
            /**
             * Format: double
             * @description Average call duration, outbound excluded
             */
            call_seconds: number | null;
            /** Format: int64 */
            contacts: number;
            /** Format: date */
            day: string;
            /** Format: double */
            handle_seconds: number | null;
            /** Format: int64 */
            handled: number;
            holiday: components["schemas"]["Text"] | null;
            /** Format: int64 */
            queued: number;
            service_level: components["schemas"]["ServiceLevel"];
            /** @description The centre works on it */
            works: boolean;
        };
        MonthFigures: {
            /** Format: int64 */
            abandoned: number;
            abandonment_rate: components["schemas"]["AbandonmentRate"];
            answer_rate: components["schemas"]["AnswerRate"];
            average_after_contact_work: components["schemas"]["AverageAfterContactWork"];
            average_call_duration: components["schemas"]["AverageDuration"];
            average_handle_time: components["schemas"]["AverageDuration"];
            /** Format: int64 */
            handled: number;
            /** Format: int64 */
            number_of_agents: number;
            /** Format: int64 */
            number_of_calls: number;
            /**
             * Format: double
             * @description Mean of the contacts of those days; null without any
             */
            per_working_day: number | null;
            /** Format: int64 */
            queued: number;
            service_level: components["schemas"]["ServiceLevel"];
            /**
             * Format: date
             * @description The first of those days; null without any
             */
            worked_from: string | null;
            /**
             * Format: date
             * @description The day after the last of them
             */
            worked_to: string | null;
            /**
             * Format: int64
             * @description Days on which the centre works, as far as they are over; today counts once it is
             */
            working_days: number;
        };
        Named: {
            arn: string;
            name: string;
        };
        NamedThing: {
            arn: string;
            /** @description Empty where it is not known */
            name: string;
        };
        NamingView: {
            id: string;
            /**
             * @description Which page's
             * @example report
             */
            kind: string;
            name: string;
            /** @description One person's alone; otherwise everybody's who sees everything */
            owned: boolean;
        };
        National: {
            days: components["schemas"]["Holiday"][];
            /**
             * Format: int64
             * @description 0 where no country is chosen
             */
            first_year: number;
            /**
             * Format: int64
             * @description Later years have to be added by hand, or come with a newer version
             */
            last_year: number;
            /** @description Day on which the source was read */
            read: string;
            source: components["schemas"]["Text"];
            source_url: string;
        };
        NewView: {
            /**
             * @description Which page: up to 32 letters a to z and underscores
             * @example report
             */
            kind: string;
            /**
             * @description Up to 100 characters, of which no other view of the kind has the same in any case
             * @example Queues, weekly
             */
            name: string;
            /** @description Whether it is shown where the kind's pinned views are */
            pinned?: boolean;
            /**
             * @description The page's address behind its question mark, up to 8000 bytes
             * @example range=7d&by=queue
             */
            query: string;
        };
        Overview: {
            abandonment_rate: components["schemas"]["AbandonmentRate"];
            /** Format: date-time */
            as_of: string;
            /**
             * @description Local time at which days begin, as the settings say
             * @example 00:00
             */
            day_start: string;
            /** @description 365 days up to today, whatever the range */
            days: components["schemas"]["Day"][];
            /** Format: date-time */
            final_until: string | null;
            /** Format: date-time */
            from: string;
            /** @description What should be known of the figures of the range */
            notes: components["schemas"]["QueryNote"][];
            panels: components["schemas"]["Panels"];
            previous: components["schemas"]["PreviousPeriod"];
            /**
             * Format: int64
             * @description Newest sequence number that the figures show; compare with the heartbeat's
             */
            projected: number;
            /** @description Every queue with a contact in the range, and one row without ARN for contacts that name none: contacts add up to number_of_calls */
            queues: components["schemas"]["QueueFigures"][];
            series: components["schemas"]["Series"];
            service_level: components["schemas"]["ServiceLevel"];
            /** @enum {string} */
            time_field: "initiation" | "disconnect";
            /** Format: date-time */
            to: string;
            today: components["schemas"]["Today"];
            zone: string;
        };
        OwnApplication: {
            id: string;
            instance: string;
            landing: string;
            /** @enum {string} */
            login: "email" | "user_name";
            metadata: string;
            name: string;
            provider: string;
            /** @description With its path if it has one */
            role: string;
        };
        OwnDay: {
            /** @example 2026-12-24 */
            day: string;
            name: string;
        };
        OwnKeyInputBody: {
            /** @description next: of the active key. turn: of the next one. retire: of the old one */
            fingerprint: string;
        };
        Panels: {
            /**
             * Format: date-time
             * @description The moment up to which everything received is in the figures
             */
            as_of: string;
            average_after_contact_work: components["schemas"]["AverageAfterContactWork"];
            average_call_duration: components["schemas"]["AverageDuration"];
            /** @description Now, whatever the range; null where there is no live source */
            calls_in_queue: components["schemas"]["CallsInQueue"] | null;
            /** @description Every day of the range, also those without calls */
            calls_per_day: components["schemas"]["DayCalls"][];
            /**
             * @description Local time at which days begin, as the settings say
             * @example 00:00
             */
            day_start: string;
            /** @description How each panel is counted, by panel id */
            definitions: {
                [key: string]: components["schemas"]["Text"];
            };
            /**
             * Format: date-time
             * @description Newest moment for which all sources, or the chosen instances, have delivered; null before the first delivery
             */
            final_until: string | null;
            /**
             * Format: date-time
             * @description Start of the range, in the zone asked for
             */
            from: string;
            /** @description What should be known of the panels */
            notes?: components["schemas"]["QueryNote"][];
            /** Format: int64 */
            number_of_agents: number;
            number_of_agents_parts: components["schemas"]["AgentParts"];
            /** Format: int64 */
            number_of_calls: number;
            /**
             * @description Which moment of a contact puts it into the range
             * @enum {string}
             */
            time_field: "initiation" | "disconnect";
            /**
             * Format: date-time
             * @description End of the range, not in it
             */
            to: string;
            /** @example Asia/Seoul */
            zone: string;
        };
        ParameterChoice: {
            /** @description In a few words, as a title says it */
            meaning: components["schemas"]["Text"];
            /** @example lte */
            value: string;
        };
        ParameterInfo: {
            /** @description Of a number, in words */
            allowed: string;
            /** @description What it can be, none for a number */
            choices: components["schemas"]["ParameterChoice"][];
            default: string;
            meaning: components["schemas"]["Text"];
            name: string;
            /** @description What it can be instead of a number */
            words: components["schemas"]["ParameterWord"][];
        };
        ParameterWord: {
            /** @description Of the metric with this word */
            definition: components["schemas"]["Text"];
            /** @description Of the metric with this word, as the settings say now */
            formula: string;
            /** @description In a few words, as a title says it */
            meaning: components["schemas"]["Text"];
            /** @example queue */
            value: string;
        };
        PersonInputBody: {
            name_id: string;
            /** @description As in the list */
            provider: string;
        };
        PlanInputBody: {
            identity_center_region?: string;
            look_at_identity_center?: boolean;
            /**
             * @description Of whom the logins are compared with those of the users; by their look alone unless given. own: those of Ringside's identity provider. identity_store: of IAM Identity Center
             * @enum {string}
             */
            people?: "own" | "identity_store";
            wish: components["schemas"]["SignInWish"];
        };
        PreviewInputBody: {
            /**
             * @description Where the person comes from; everywhere unless given
             * @example 203.0.113.7
             */
            address?: string;
            /** @description What the identity provider says of the person, by name */
            attributes?: {
                [key: string]: string[];
            };
            name_id?: string;
            /** @description Its entityID or issuer */
            provider?: string;
        };
        PreviewLimit: {
            dimension: string;
            /** @description Of these, what nothing is or ever was called */
            unknown: string[];
            /** @description None: nothing is seen, since the person has no such attribute */
            values: string[];
        };
        PreviousPanels: {
            average_after_contact_work: components["schemas"]["AverageAfterContactWork"];
            average_call_duration: components["schemas"]["AverageDuration"];
            /** Format: int64 */
            number_of_agents: number;
            /** Format: int64 */
            number_of_calls: number;
        };
        PreviousPeriod: {
            abandonment_rate: components["schemas"]["AbandonmentRate"];
            /** Format: date-time */
            from: string;
            /**
             * @description Of one day that is like no other of its weekday: the same weekday behind a holiday, or for a holiday the one before it or a Sunday
             * @enum {string}
             */
            kind: "week_before" | "period_before" | "month_before" | "holiday_skipped" | "holiday_before" | "sunday_before";
            panels: components["schemas"]["PreviousPanels"];
            service_level: components["schemas"]["ServiceLevel"];
            /** Format: date-time */
            to: string;
        };
        Promise: {
            /** @description in; out: abandoned contacts are left out above and below the line */
            abandons: string;
            /** @description lt: fewer seconds; lte: at most so many */
            compare: string;
            /** @description removed: left the queue, however; answered: by an agent */
            of: string;
            /**
             * Format: int64
             * @example 20
             */
            seconds: number;
            /**
             * Format: int64
             * @description Contacts abandoned in fewer seconds are left out; 0 leaves out none
             */
            short: number;
            /**
             * Format: double
             * @description Percent
             * @example 80
             */
            target: number;
        };
        QuarantineList: {
            /**
             * Format: int64
             * @description Give it as after for the next page; 0 on the last
             */
            next: number;
            quarantined: components["schemas"]["Quarantined"][];
        };
        Quarantined: {
            reason: string;
            /** Format: date-time */
            received: string;
            replayed: boolean;
            /** Format: int64 */
            seq: number;
            /**
             * Format: int64
             * @description Bytes
             */
            size: number;
            source: string;
        };
        QuarantinedDetail: {
            /**
             * @description How text holds the bytes
             * @enum {string}
             */
            encoding: "utf-8" | "base64";
            reason: string;
            /** Format: date-time */
            received: string;
            replayed: boolean;
            /** Format: int64 */
            seq: number;
            /**
             * Format: int64
             * @description Bytes
             */
            size: number;
            source: string;
            text: string;
        };
        QueryColumn: {
            /** @description How a metric with parameters is counted; without them it is as in GET /metrics */
            definition?: components["schemas"]["Text"];
            /** @description As definition */
            formula?: string;
            /**
             * @description compare is what the other period has in place of a row's time or of a figure, null where it has no such bucket; difference is the figure minus that
             * @enum {string}
             */
            kind: "dimension" | "metric" | "compare" | "difference";
            /** @description Of a compared column and a difference: compare: or difference: and the column's name */
            name: string;
            /** @description count, seconds or percent for metrics */
            unit: string;
        };
        QueryCompare: {
            /** @description As from of the query, instead of a period */
            from?: string;
            /**
             * @description period_before (as many months or days), week_before, month_before or year_before, by the calendar of the zone; or, of a single day, comparable_day: the same weekday of the latest week without a holiday, for a holiday the one before it or a Sunday; or previous, whichever of these the pages compare such a range with: the answer says which. A range that is still running is compared as far as it has run
             * @example month_before
             */
            period?: string;
            to?: string;
        };
        QueryFilter: {
            /** @description Any that GET /metrics lists, or attribute:KEY for any contact attribute */
            dimension: string;
            not?: boolean;
            values: string[];
        };
        QueryNote: {
            /** @description When the first contact began, in the zone */
            data_from?: string;
            /** @description Until when all sources, or the chosen instances, have delivered, in the zone; none where there never were such records */
            data_until?: string;
            /**
             * @description before_data: the range begins before the first contact. after_data: it begins after what all sources have delivered of the records that the metrics need, filtered by instance what these have sent, or goes on for more than an hour after that. working_time: what of the range counts. unknown_value: a filter names what nothing ever had; of values without an ARN, such as channels and attributes, it is said where the answer is empty; or the query is grouped by an attribute that nothing ever had. filling, loading: figures are of a part until all that was received is in them, or history has been loaded
             * @enum {string}
             */
            kind: "before_data" | "after_data" | "working_time" | "unknown_value" | "filling" | "loading";
            text: components["schemas"]["Text"];
        };
        QueryPeriod: {
            /** @description RFC 3339 in the zone */
            from: string;
            /** @description As asked; where that was previous, what the range is compared with, as kind of previous in GET /overview */
            period?: string;
            to: string;
        };
        QueryRanked: {
            /** @description Metric that ranks them; the first of metrics unless given */
            by?: string;
            /** @description One of by; the first unless given */
            dimension?: string;
            /** @description The least figures instead of the greatest */
            least?: boolean;
            /**
             * Format: int64
             * @description 1 to 500
             * @example 5
             */
            n: number;
            /**
             * Format: int64
             * @description That the dimension has in the range, those in others included
             */
            values: number;
        };
        QueryRequest: {
            /** @description Dimensions to group by, at most three, of those that GET /metrics lists with the metric, or attribute:KEY for any contact attribute */
            by?: string[];
            /** @description Another period beside the range: each row and the totals get its figures and the difference */
            compare?: components["schemas"]["QueryCompare"];
            /**
             * @description 15m, 30m, 1h, 1d, 1w, 1mo: size of a row's time; total (or nothing) is the whole range
             * @example 1d
             */
            every?: string;
            /**
             * @description RFC 3339, or a date: the start of that day in zone
             * @example 2026-11-01
             */
            from?: string;
            /**
             * @description Ids with parameters after a colon
             * @example [
             *       "contacts_handled",
             *       "service_level:seconds=30"
             *     ]
             */
            metrics: string[];
            /**
             * @description working_days or working_hours of the settings, by the moment of time_field; time spent is cut to them. Rows are of intervals with some of them; all of the range unless given
             * @example working_hours
             */
            only?: string;
            /**
             * @description Instead of from and to: today, yesterday, last_business_day, 7d, week, month, last_month or 30d, by the days and holidays of the settings
             * @example last_business_day
             */
            range?: string;
            /** @description initiation, disconnect, enqueue or connected_to_agent; disconnect unless asked. Metrics with own_time keep theirs */
            time_field?: string;
            /**
             * @description As from; not in the range
             * @example 2026-11-08
             */
            to?: string;
            /** @description Rows of the first values of a dimension alone; the rest is one group, in others */
            top?: components["schemas"]["QueryTop"];
            where?: components["schemas"]["QueryFilter"][];
            /** @example Asia/Seoul */
            zone?: string;
        };
        QueryResult: {
            columns: components["schemas"]["QueryColumn"][];
            compare?: components["schemas"]["QueryPeriod"];
            /**
             * @description Local time at which days, weeks and months begin, as the settings say
             * @example 00:00
             */
            day_start: string;
            /** @description What should be known of the answer */
            notes?: components["schemas"]["QueryNote"][];
            /** @description With top: rows of all other values together, computed for themselves; their dimension is null */
            others?: unknown[][];
            /** @description One value per column: text for dimensions, number or null for metrics */
            rows: unknown[][];
            top?: components["schemas"]["QueryRanked"];
            /** @description The whole range in one row; dimensions are null */
            totals: unknown[];
        };
        QueryTop: {
            /** @description Metric that ranks them; the first of metrics unless given */
            by?: string;
            /** @description One of by; the first unless given */
            dimension?: string;
            /** @description The least figures instead of the greatest */
            least?: boolean;
            /**
             * Format: int64
             * @description 1 to 500
             * @example 5
             */
            n: number;
        };
        QueueFigures: {
            /** Format: int64 */
            abandoned: number;
            abandonment_rate: components["schemas"]["AbandonmentRate"];
            average_call_duration: components["schemas"]["AverageDuration"];
            /**
             * Format: int64
             * @description Those of the contacts that are callbacks; Amazon Connect counts a callback's initial delay as time in queue, so a service level of seconds says little of a queue that is made of them
             */
            callbacks: number;
            /** Format: int64 */
            contacts: number;
            /** Format: int64 */
            handled: number;
            /** @description Empty for contacts that name no queue */
            queue_arn: string;
            queue_name: string;
            /** Format: int64 */
            queued: number;
            service_level: components["schemas"]["ServiceLevel"];
            /**
             * Format: int64
             * @description Those of the contacts whose channel is VOICE or CHAT: nobody holds the line for the others, so a service level of seconds says little of a queue that is made of those
             */
            voice_or_chat: number;
        };
        QueuePromise: {
            queue_arn: string;
            service_level: components["schemas"]["Promise"];
        };
        QueueState: {
            /**
             * Format: int64
             * @description Contacts in after-contact work, as Amazon Connect counts it; of a queue, its own contacts
             */
            agents_after_contact_work: number;
            /**
             * Format: int64
             * @description Routable agents without any contact
             */
            agents_available: number;
            /**
             * Format: int64
             * @description Agents with a missed, rejected or failed contact
             */
            agents_error: number;
            /**
             * Format: int64
             * @description Agents in a status of the centre's own, such as lunch
             */
            agents_non_productive: number;
            /**
             * Format: int64
             * @description Agents with a contact connected, on hold, paused, dialled or in after-contact work
             */
            agents_on_contact: number;
            /**
             * Format: int64
             * @description Agents whose status is not offline
             */
            agents_online: number;
            /**
             * Format: int64
             * @description Agents whose status is routable
             */
            agents_staffed: number;
            /**
             * Format: int64
             * @description Callbacks among in_queue: nobody holds the line for them
             */
            callbacks_in_queue: number;
            /** @description How long a contact that comes now would wait, by channel, as Amazon Connect itself estimated it within the last five minutes (its metric ESTIMATED_WAIT_TIME); a channel without an estimate is left out, which is no zero */
            estimated_wait_seconds?: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description Contacts in a queue that no agent is being offered
             */
            in_queue: number;
            /** @description Newest known name; the end of the ARN where none was ever seen */
            name: string;
            /** @description When the contact that waits longest was first enqueued, callbacks aside, by channel; only channels in which such a contact waits */
            oldest_by_channel?: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description As in totals, of this queue
             */
            oldest_enqueued_at: string | null;
            /**
             * Format: date-time
             * @description When the oldest of scheduled was asked for; null when there is none
             */
            oldest_scheduled_at: string | null;
            /**
             * Format: int64
             * @description Callbacks in their initial delay
             */
            scheduled: number;
            /**
             * Format: int64
             * @description Contacts connected, on hold, paused, dialled or in after-contact work; of a queue, its own contacts
             */
            slots_active: number;
            /**
             * Format: int64
             * @description Contacts that routable agents could still take; none of those who have queued up another status
             */
            slots_available: number;
            /**
             * Format: int64
             * @description in_queue + scheduled
             */
            total: number;
        };
        QueueStatus: {
            /** @description What to do about it; empty where that is not known */
            advice: string;
            /**
             * Format: int64
             * @description Messages that had been given before
             */
            again: number;
            /**
             * Format: date-time
             * @description When the queue answered last; null before the first answer
             */
            answered: string | null;
            /** @description ARN of the queue that gets what was received too often; empty for none */
            dead_letters: string;
            /**
             * Format: double
             * @description After which the queue drops a message; null until it was asked
             */
            kept_seconds: number | null;
            /**
             * Format: int64
             * @description Objects of Amazon S3 of which it sent word, and that were imported
             */
            objects: number;
            /** @description Why it cannot be read, or its messages not be stored; empty when they can */
            problem: string;
            /** @description Its URL */
            queue: string;
            /**
             * Format: int64
             * @description How often that is; 0 for no such queue
             */
            receives: number;
            /**
             * Format: int64
             * @description Messages stored and deleted since the start of the server
             */
            stored: number;
            /**
             * Format: int64
             * @description Messages that were given to somebody and are not deleted yet, about; null until it was asked
             */
            under_way: number | null;
            /**
             * Format: int64
             * @description Messages in it, about; null until it was asked
             */
            waiting: number | null;
        };
        RecordChange: {
            /** @description Null where it was removed */
            after: unknown;
            /** @description Null where it was added */
            before: unknown;
            /** @enum {string} */
            kind: "added" | "removed" | "changed";
            /**
             * @description JSON pointer (RFC 6901)
             * @example /Agent/AfterContactWorkDuration
             */
            path: string;
        };
        RecordVersion: {
            /** Format: int64 */
            bytes: number;
            changes: components["schemas"]["RecordChange"][];
            /**
             * Format: int64
             * @description More than are in changes only where more than 500 values differ
             */
            changes_total: number;
            /**
             * Format: int64
             * @description Number of the version that changes are against: the nearest older one that can be read; 0 for none
             */
            compared_with: number;
            /** @description Why raw is null; empty when it is not */
            damage: string;
            /**
             * Format: date-time
             * @description LastUpdateTimestamp
             */
            last_update: string;
            /** @description It arrived after a newer version, and so changed nothing */
            late: boolean;
            /**
             * Format: int64
             * @description Its place among all versions by LastUpdateTimestamp, from 1
             */
            number: number;
            /** @description The JSON as it arrived */
            raw: unknown;
            /**
             * Format: date-time
             * @description Null when its bytes were lost
             */
            received_at: string | null;
            source: string;
            /** @description Tells it from the other versions of the contact */
            version: string;
        };
        RelatedList: {
            /** @description With the same customer address between from and to: the nearest in time, in order of time */
            customer: components["schemas"]["ContactItem"][];
            /**
             * Format: int64
             * @description At most 10,000 are counted
             */
            customer_total: number;
            /** Format: date-time */
            from: string;
            /** @description False where the record has no address that tells customers apart */
            identified: boolean;
            /** @description By RelatedContactId, either way, in order of time */
            linked: components["schemas"]["ContactItem"][];
            /** Format: int64 */
            linked_total: number;
            /** Format: date-time */
            to: string;
        };
        ReplayRequest: {
            /** @description Everything that is open */
            all?: boolean;
            seqs?: number[];
        };
        ReplayResult: {
            /** Format: int64 */
            replayed: number;
            /** Format: int64 */
            still_quarantined: number;
        };
        Retention: {
            /**
             * Format: int64
             * @description 0: for ever. By EventTimestamp
             */
            agent_events_days: number;
            agent_events_from: string | null;
            /**
             * Format: date-time
             * @description When they were applied last
             */
            applied_at: string | null;
            /**
             * Format: int64
             * @description The audit log. A running server drops what is older after midnight of its zone
             */
            audit_days: number;
            /**
             * Format: date-time
             * @description null: nobody has changed them
             */
            changed_at: string | null;
            /**
             * Format: int64
             * @description 0: for ever. Contact records with all versions, by the day of the contact (its newest InitiationTimestamp), and contact events
             */
            contacts_days: number;
            /** @description The oldest day that is kept by these limits today, in zone */
            contacts_from: string | null;
            /**
             * Format: int64
             * @description 0: for ever. What contact records say beside what figures are made from: the customer's address, attributes, recordings, references. By the same day, of each version; contact events go too
             */
            details_days: number;
            details_from: string | null;
            /**
             * Format: date-time
             * @description When they are applied next; null: there is nothing to apply
             */
            next_at: string | null;
            /**
             * Format: int64
             * @description 0: for ever. Records that could not be decoded, by the day on which they came
             */
            quarantine_days: number;
            quarantine_from: string | null;
            /**
             * Format: int64
             * @description The same by quarter hours: --keep-quarter-hours
             */
            quarter_hours_days: number;
            /** @description What that removed; afterwards everything was looked through again, and nothing was left */
            removed: components["schemas"]["ErasedCount"] | null;
            /**
             * Format: int64
             * @description What the live board showed, every 15 seconds: --keep-samples of the server. 0: this process keeps none
             */
            samples_days: number;
            /** @description Whose days these are */
            zone: string;
        };
        RetentionChange: {
            /** Format: int64 */
            agent_events_days: number;
            /**
             * Format: int64
             * @description The audit log; as it was unless given
             */
            audit_days?: number;
            /**
             * Format: int64
             * @description 2 to 3660, or 0 for ever
             */
            contacts_days: number;
            /** Format: int64 */
            details_days: number;
            /** Format: int64 */
            quarantine_days: number;
        };
        RotateInputBody: {
            /**
             * Format: int64
             * @description For how many days the new one holds; 0: a key for as long as the one before was made to, a token for 90
             */
            days?: number;
            /**
             * Format: int64
             * @description For how many days more the one before holds; 0 ends it now
             */
            overlap_days: number;
        };
        RuleMisses: {
            attribute: string;
            /** @description The person's own, if any */
            has: string[];
            wanted: string[];
        };
        Sample: {
            /** Format: date-time */
            at: string;
            /** @description Of these, each instance's own, by id; an instance that was not known then is missing */
            instances?: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description As in totals: in_queue + scheduled
             */
            total: number;
        };
        Series: {
            /** @enum {string} */
            interval: "15m" | "1h" | "1d";
            points: components["schemas"]["SeriesPoint"][];
        };
        SeriesPoint: {
            /** Format: double */
            abandonment_rate: number | null;
            /** Format: double */
            acw_seconds: number | null;
            /**
             * Format: int64
             * @description Agents connected to a contact
             */
            agents: number;
            /** Format: double */
            call_duration_seconds: number | null;
            /** Format: int64 */
            calls: number;
            /** Format: double */
            service_level: number | null;
            /** Format: date-time */
            start: string;
        };
        ServiceLevel: {
            /**
             * Format: double
             * @description 0 to 100; null when nothing was queued
             */
            percent: number | null;
            /** Format: int64 */
            queued: number;
            /**
             * Format: int64
             * @description The limit; 0 for a total of queues whose limits differ
             */
            seconds: number;
            /**
             * Format: double
             * @description Percent that is wanted
             */
            target: number;
            /**
             * Format: int64
             * @description Those in time, by the limit and the formula of their queue
             */
            within: number;
        };
        SessionList: {
            /** @description A thousand at most */
            sessions: components["schemas"]["SignedInSession"][];
        };
        Settings: {
            abandon_limits: components["schemas"]["AbandonLimits"];
            /**
             * @description Local time at which a day begins, 00:00 to 23:59
             * @example 04:00
             */
            business_day_start: string;
            holidays: components["schemas"]["HolidayChoice"];
            queues: components["schemas"]["QueuePromise"][];
            /** @description Of queues without one of their own */
            service_level: components["schemas"]["Promise"];
            /** @description Of queues with limits of their own; a wait in the others is judged by its channel and by what the queue promises */
            wait_limits: components["schemas"]["WaitLimits"][];
            /** @description One for each weekday that is worked */
            working_hours: components["schemas"]["WorkingHours"][];
        };
        SettingsAnswer: {
            /** @description All that hold, by day: the country's without those removed, and those added */
            holidays: components["schemas"]["Holiday"][];
            /** @description Whose settings these are; empty: of every instance that has none of its own */
            instance_arn: string;
            national: components["schemas"]["National"];
            /** Format: date-time */
            saved_at: string | null;
            settings: components["schemas"]["Settings"];
            /**
             * Format: int64
             * @description To be sent back with a change; 0 while nobody has saved any
             */
            version: number;
            /** @description The server's time zone, in which people speak of the hours */
            zone: string;
        };
        SettingsChange: {
            /** @description Whose; every instance's that has none of its own unless given */
            instance_arn?: string;
            settings: components["schemas"]["Settings"];
            /**
             * Format: int64
             * @description The version that was read
             */
            version: number;
        };
        ShardStatus: {
            /** @description What to do about it; empty where that is not known */
            advice: string;
            /**
             * Format: date-time
             * @description When Kinesis answered last; null before the first answer
             */
            answered: string | null;
            /**
             * Format: double
             * @description Null before the first answer
             */
            behind_seconds: number | null;
            /** @description Sequence number up to which everything is durable, SHARD_END at its end; empty where the server has read nothing yet */
            checkpoint: string;
            /** @description Read to its end */
            ended: boolean;
            /** @description So far behind that records are about to expire before they are read, or have */
            expiring: boolean;
            /**
             * Format: date-time
             * @description When the newest record that was read had come to the stream; null before the first since the start
             */
            last_record: string | null;
            /** @description Why it cannot be read now; empty when it can */
            problem: string;
            /**
             * Format: int64
             * @description Since the start of the server; of records that a producer put together each is one
             */
            records: number;
            shard: string;
            /**
             * Format: int64
             * @description Requests that were refused because the shard's quota was used up
             */
            throttled: number;
        };
        ShownInputBody: {
            /**
             * @description file: one that the page makes itself
             * @enum {string}
             */
            as: "file" | "print";
            /** @description What it is for, in your own words, for the audit log */
            reason: string;
            /**
             * @description Whose data, or what: such as a contact's id
             * @example 0f8fad5b-d9cb-469f-a165-70867728950e
             */
            subject: string;
        };
        ShownNoted: {
            /** @description False where nobody signs in: there is no log then */
            noted: boolean;
        };
        SignInDone: {
            action: string;
            kind: string;
            /** @description Empty where it succeeded */
            problem: string;
            subject: string;
            what: string;
        };
        SignInEvidence: {
            /**
             * @description As of when: now (also unless given), issue, or RFC 3339. A HAR file tells by itself
             * @example issue
             */
            at?: string;
            /** @description What is set up, as a file of ringside sso plan --facts-out has it. Without it the message alone is judged */
            facts?: string;
            /** @description The bytes of it: a SAMLResponse (XML, base64 or the form), the page that sends the form, a HAR file, or the text of AWS's error; 16 MiB at most */
            input?: string;
            /** @description Instead of facts: what is set up is read from AWS, for the instance and the names of the newest plan */
            live?: boolean;
            /** @description Instead of an input: the message that this application of Ringside's own identity provider would send now. It is made as it is for a browser, judged, and sent nowhere */
            own?: string;
            /** @description Of own: for whom, by their user name; for the asker unless given */
            person?: string;
            /** @description Names and attribute values as they are, instead of their shape alone */
            show_personal?: boolean;
        };
        SignInField: {
            block: string;
            format?: string;
            name: string;
            value: string;
        };
        SignInFinding: {
            /** @description What AWS shows for it, where that is known */
            aws_says: components["schemas"]["AWSFailure"] | null;
            /**
             * @description As docs/sso-verify.md lists them
             * @example AWS-AUDIENCE
             */
            code: string;
            /** @description The first fault: this is where AWS stops */
            first: boolean;
            fix: string;
            /** @description The evidence, redacted */
            seen: string;
            /** @enum {string} */
            severity: "fault" | "undecided" | "possible" | "warning" | "info";
            summary: string;
        };
        SignInInstance: {
            alias?: string;
            approved_origins: string[];
            arn: string;
            identity_management_type: string;
            reason?: string;
            replica?: components["schemas"]["SignInReplica"];
            sign_in_endpoint?: string;
            status: string;
        };
        SignInJob: {
            /** Format: date-time */
            begun: string | null;
            /** Format: int64 */
            done: number;
            /** Format: date-time */
            ended: string | null;
            /** Format: int64 */
            failed: number;
            /** @enum {string} */
            kind: "" | "apply" | "users";
            /**
             * @description What was stopped or failed goes on when it is begun again
             * @enum {string}
             */
            phase: "idle" | "running" | "done" | "stopped" | "failed";
            /** @description Of one that failed */
            problem: string;
            /** @description The steps so far; of users those that failed */
            taken: components["schemas"]["SignInDone"][];
            /**
             * Format: int64
             * @description Steps or users
             */
            total: number;
        };
        SignInPlan: {
            account?: string;
            caller?: string;
            digest: string;
            instance?: components["schemas"]["SignInInstance"];
            logins?: components["schemas"]["UsersLogins"];
            next: string[];
            sheet?: components["schemas"]["SignInSheet"];
            steps: components["schemas"]["SignInStep"][];
            stop?: string;
        };
        SignInReplica: {
            approved_origins: string[];
            problem?: string;
            region: string;
            traffic_distribution_groups: string[];
        };
        SignInReport: {
            /** @description The failure that the input itself tells of */
            aws_said: components["schemas"]["AWSFailure"] | null;
            /** @description In the order in which AWS would come upon them */
            findings: components["schemas"]["SignInFinding"][];
            /**
             * @description What the input was taken for
             * @enum {string}
             */
            input: "xml" | "base64" | "form" | "har" | "error_text" | "unknown";
            /**
             * Format: date-time
             * @description As of when; null where there is no message to judge
             */
            judged_at: string | null;
            /** @description Nothing was found by which the sign-in fails or may fail. It promises nothing where unchecked has lines */
            sound: boolean;
            /** @description What could not be looked at, and what it needs */
            unchecked: string[];
        };
        SignInSheet: {
            fields: components["schemas"]["SignInField"][];
            hints: string[];
            title: string;
        };
        SignInStep: {
            action: string;
            because?: string;
            is?: string;
            kind: string;
            shall?: string;
            subject: string;
            what?: string;
        };
        SignInWish: {
            account?: string;
            adopt?: boolean;
            application: string;
            assign?: string[];
            create_instance?: string;
            identity_center: boolean;
            instance?: string;
            landing: string;
            login: string;
            /** Format: int64 */
            max_session_ns: number;
            metadata?: string;
            origins?: string[];
            path: string;
            permissions_boundary?: string;
            policy: string;
            policy_form: string;
            provider: string;
            region?: string;
            role: string;
            tags?: {
                [key: string]: string;
            };
        };
        SignedInList: {
            people: components["schemas"]["SignedInPerson"][];
        };
        SignedInPerson: {
            attributes: {
                [key: string]: string[];
            };
            name_id: string;
            /** @description entityID or issuer of the identity provider */
            provider: string;
            /** Format: date-time */
            signed_in: string;
        };
        SignedInSession: {
            /** @description From where they signed in; empty where that is not known */
            address: string;
            /** @description Opened in it by the portal. Where somebody else ends the session they are told of it when its browser comes here again: only it can sign out there */
            applications: string[];
            /** @enum {string} */
            by: "account" | "saml" | "openid";
            /** @description A rule keeps the person out: the session shows nothing */
            denied: boolean;
            /**
             * Format: date-time
             * @description At the latest
             */
            ends: string;
            id: string;
            /**
             * Format: date-time
             * @description To the minute
             */
            last_seen: string;
            /** @description What people call them */
            name: string;
            /** @description Exact, as the provider knows the person */
            name_id: string;
            /** @description The one who asks has it */
            own: boolean;
            /** @description entityID or issuer of the identity provider; local: an account of Ringside's own */
            provider: string;
            /** @description Now, wherever they are */
            roles: string[];
            /** Format: date-time */
            since: string;
        };
        Snapshot: {
            /** @description By ARN, only where asked for with agents=true: who is online, and who has gone offline within 10 minutes */
            agents?: {
                [key: string]: components["schemas"]["AgentState"];
            };
            /**
             * Format: date-time
             * @description When the figures were counted
             */
            as_of: string;
            /** @description By channel, such as VOICE; only channels in which somebody waits */
            channels: {
                [key: string]: components["schemas"]["ChannelState"];
            };
            /** @description Changes when numbering starts anew, such as after a restart */
            epoch: string;
            /** @description True as long as the figures were not reconciled with Amazon Connect's own */
            estimated: boolean;
            /** @description By ARN; every hierarchy group of a known agent, of all levels: an agent counts once in each level */
            hierarchy: {
                [key: string]: components["schemas"]["GroupState"];
            };
            /** @description The last hour of totals.total, a sample every 15 s, oldest first; no deltas tell of it */
            history: components["schemas"]["Sample"][];
            /** @description By id, such as 5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b; every instance of which something was heard in the last days. The totals are the sum of theirs, and so is queue "", which is what waits in no known queue */
            instances: {
                [key: string]: components["schemas"]["InstanceState"];
            };
            /** @description By queue ARN; every queue that somebody waits in or a known agent serves */
            queues: {
                [key: string]: components["schemas"]["QueueState"];
            };
            /** @description By ARN; every routing profile of a known agent */
            routing_profiles: {
                [key: string]: components["schemas"]["GroupState"];
            };
            /**
             * Format: int64
             * @description Number of the newest delta in this picture
             */
            sequence: number;
            /**
             * @description Where the waiting contacts are known from: contact_events alone, or amazon_connect, which was asked within ten minutes and to whose figures contact events add
             * @enum {string}
             */
            source: "contact_events" | "amazon_connect";
            totals: components["schemas"]["Totals"];
            /** @description Version of the server; a page that was loaded from another one should reload */
            version: string;
        };
        SourcePulse: {
            /**
             * Format: double
             * @description Since its newest delivery
             */
            age_seconds: number;
        };
        SourceStatus: {
            /** Format: int64 */
            duplicates: number;
            /** @enum {string} */
            kind: "contact_record" | "agent_event" | "contact_event" | "quarantined";
            /**
             * Format: double
             * @description From the newest event to its arrival
             */
            lag_seconds: number | null;
            /**
             * Format: date-time
             * @description Newest moment that a record of it speaks of
             */
            last_event: string | null;
            /** Format: date-time */
            last_received: string | null;
            /** Format: int64 */
            older: number;
            /** Format: int64 */
            quarantined: number;
            /** Format: int64 */
            read: number;
            /** @example firehose */
            source: string;
            /** Format: int64 */
            stored: number;
            /** Format: int64 */
            updated: number;
        };
        StatusTime: {
            name: string;
            /** Format: double */
            seconds: number;
            /**
             * Format: int64
             * @description How often the status was entered or already held
             */
            times: number;
            type: string;
        };
        StreamStatus: {
            /** @description What to do about it; empty where that is not known */
            advice: string;
            /**
             * Format: double
             * @description How far behind the newest record the slowest shard is; null before the first answer
             */
            behind_seconds: number | null;
            /** @description Kinesis sends its records; otherwise they are asked for every second */
            fan_out: boolean;
            /**
             * Format: double
             * @description For how long the stream keeps a record; null until it was found
             */
            kept_seconds: number | null;
            /** @description Shards that expired before they were read to their ends: records are missing */
            lost: string[];
            /** @description Why the stream as a whole cannot be read; empty when it can */
            problem: string;
            shards: components["schemas"]["ShardStatus"][];
            /** @description Its name, or ARN, as the settings have it */
            stream: string;
        };
        Text: {
            en: string;
            ko: string;
        };
        TimeSpan: {
            /** Format: date-time */
            end: string;
            /** @description Not over: the end is as_of */
            open: boolean;
            /** Format: date-time */
            start: string;
        };
        TimelinePart: {
            /** Format: date-time */
            end: string;
            /**
             * @description transfer: the customer went on with somebody outside
             * @enum {string}
             */
            kind: "scheduled" | "ivr" | "queue" | "ring" | "talk" | "hold" | "acw" | "transfer";
            /** Format: date-time */
            start: string;
        };
        Today: {
            /** @description The whole day: 96 quarters, 92 or 100 where the clocks change */
            compare: components["schemas"]["TodayPoint"][];
            /** Format: date */
            compare_day: string;
            /**
             * @description As kind of previous
             * @enum {string}
             */
            compare_kind: "week_before" | "holiday_skipped" | "holiday_before" | "sunday_before";
            /** Format: date */
            day: string;
            /** @description Up to now */
            points: components["schemas"]["TodayPoint"][];
        };
        TodayPoint: {
            /** Format: int64 */
            contacts: number;
            /** Format: date-time */
            start: string;
        };
        Token: {
            /** @description Who made it; empty where that is not known */
            by: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            ends: string;
            id: string;
            in_force: boolean;
            /**
             * Format: date-time
             * @description To the minute; null: never
             */
            last_used: string | null;
            /** @description All of them hold together; none: everything is seen */
            limits: {
                [key: string]: string[];
            };
            name: string;
            roles: string[];
        };
        TokenInputBody: {
            /**
             * Format: int64
             * @description For how many days it holds; 90 unless given
             */
            days?: number;
            /** @description What it sees, by dimension; everything unless given */
            limits?: {
                [key: string]: string[];
            };
            /**
             * @description What it is for
             * @example monthly-report
             */
            name: string;
            /** @description What it may do; provisioner, for a directory that provisions people by SCIM, goes alone */
            roles: string[];
        };
        TokenList: {
            tokens: components["schemas"]["Token"][];
        };
        Totals: {
            /**
             * Format: int64
             * @description Contacts in after-contact work, as Amazon Connect counts it; of a queue, its own contacts
             */
            agents_after_contact_work: number;
            /**
             * Format: int64
             * @description Routable agents without any contact
             */
            agents_available: number;
            /**
             * Format: int64
             * @description Agents with a missed, rejected or failed contact
             */
            agents_error: number;
            /**
             * Format: int64
             * @description Agents in a status of the centre's own, such as lunch
             */
            agents_non_productive: number;
            /**
             * Format: int64
             * @description Agents with a contact connected, on hold, paused, dialled or in after-contact work
             */
            agents_on_contact: number;
            /**
             * Format: int64
             * @description Agents whose status is not offline
             */
            agents_online: number;
            /**
             * Format: int64
             * @description Agents whose status is routable
             */
            agents_staffed: number;
            /**
             * Format: int64
             * @description Agents who are online or have a contact, and of whom nothing was heard for longer than heartbeats allow
             */
            agents_stale: number;
            /**
             * Format: int64
             * @description Contacts in a queue that no agent is being offered
             */
            in_queue: number;
            /**
             * Format: date-time
             * @description When the contact that waits longest was first enqueued; null when none waits in a queue
             */
            oldest_enqueued_at: string | null;
            /**
             * Format: int64
             * @description Callbacks in their initial delay
             */
            scheduled: number;
            /**
             * Format: int64
             * @description Contacts connected, on hold, paused, dialled or in after-contact work; of a queue, its own contacts
             */
            slots_active: number;
            /**
             * Format: int64
             * @description Contacts that routable agents could still take; none of those who have queued up another status
             */
            slots_available: number;
            /**
             * Format: int64
             * @description in_queue + scheduled
             */
            total: number;
        };
        TrustedCertificate: {
            /** Format: date-time */
            begins: string;
            /** Format: date-time */
            ends: string;
            /** @description SHA-256 in hex */
            fingerprint: string;
            /** @example RSA 2048 */
            key: string;
            /** @description Messages signed by it count, or would */
            pinned: boolean;
            /**
             * @description ends_soon: within 30 days. A pinned key counts as long as it is pinned, whatever its certificate says
             * @enum {string}
             */
            state: "good" | "ends_soon" | "ended" | "not_yet";
            subject: string;
            /** @description Why it cannot be pinned; empty where it can */
            unusable: string;
            /**
             * Format: date-time
             * @description When somebody last signed in by it, exact to a minute; null: never
             */
            used_at: string | null;
        };
        TrustedDifference: {
            after: string;
            before: string;
            /** @enum {string} */
            kind: "key_added" | "key_gone" | "entity_id" | "service_added" | "service_gone" | "service_moved" | "wants_signed_requests";
            /** @description Fingerprint of a key; kind and binding of a service */
            what: string;
        };
        TrustedFacts: {
            /** Format: date-time */
            agreed_at: string | null;
            agreed_by: string;
            /** Format: date-time */
            at: string | null;
            /** @description Who brought it; empty for the configuration */
            by: string;
            /** @description Those that are pinned, then the others of the metadata */
            certificates: components["schemas"]["TrustedCertificate"][];
            /** @description By which somebody agrees to exactly this */
            digest: string;
            entity_id: string;
            /** @description paste, or the address from which it was fetched; configuration */
            from: string;
            /** @description That has passed; it counts nevertheless */
            outdated: boolean;
            services: components["schemas"]["TrustedService"][];
            /**
             * Format: int64
             * @description Certificates of the metadata that cannot be read
             */
            unreadable: number;
            /**
             * Format: date-time
             * @description By its own word
             */
            valid_until: string | null;
            wants_signed_requests: boolean;
        };
        TrustedOwnKey: {
            /** Format: date-time */
            ends: string;
            /** @description SHA-256 in hex */
            fingerprint: string;
            /**
             * @description active: it signs what they are asked. next: it is in our metadata, too. old: it decrypts alone, until it is retired
             * @enum {string}
             */
            stage: "active" | "next" | "old";
        };
        TrustedService: {
            /** @example HTTP-Redirect */
            binding: string;
            /** @enum {string} */
            kind: "SingleSignOnService" | "SingleLogoutService";
            location: string;
        };
        TrustedSettings: {
            /** @description NameFormat of the attributes that count; without it all do */
            attribute_format?: string;
            /** @description Response and assertion have to be signed; either is enough otherwise */
            both_signatures: boolean;
            /**
             * Format: int64
             * @description Seconds by which its clock may differ; 60 unless given
             */
            clock_skew_seconds?: number;
            /** @description It is asked to let people sign in anew each time (ForceAuthn), and what it says is held to that */
            force_sign_in: boolean;
            /** @description People may come by its portal, without our having asked: whoever lures somebody to such a message signs them in as somebody else */
            idp_initiated: boolean;
            /** @description Its signatures may go by SHA-1, which is broken */
            sha1: boolean;
            /** @description What it is asked is signed; so it is anyway where its metadata want that */
            sign_requests: boolean;
        };
        UsersComparison: {
            attributes: components["schemas"]["UsersMatch"][];
            entries: components["schemas"]["UsersEntry"][];
        };
        UsersDifference: {
            is: string;
            shall: string;
            what: string;
        };
        UsersEntry: {
            action: string;
            attribute?: string;
            because?: string;
            changes?: components["schemas"]["UsersDifference"][];
            login: string;
            outcome?: string;
        };
        UsersFit: {
            attribute: string;
            /** Format: int64 */
            users: number;
        };
        UsersInputBody: {
            /**
             * @description What becomes of users whose person is disabled in the directory; kept unless given. strip leaves the stripped_security_profile of the rules; delete takes the history along
             * @enum {string}
             */
            gone?: "keep" | "strip" | "delete";
            /** @description Users whom the directory does not have at all are gone, too */
            gone_missing?: boolean;
            /** @description So are users that Ringside did not make */
            gone_others?: boolean;
            /** @description Its ARN */
            instance: string;
            /** @description The bytes of the file: CSV with a header, or a SCIM list; 16 MiB at most */
            people?: string;
            /** @description Of IAM Identity Center, where it is another than the instance's */
            region?: string;
            /** @description The text of a file of rules (YAML) */
            rules: string;
            /**
             * @description own: those of Ringside's identity provider. identity_store: of IAM Identity Center
             * @enum {string}
             */
            source: "file" | "own" | "identity_store";
        };
        UsersLogins: {
            advice: string;
            attributes: components["schemas"]["UsersFit"][];
            directory: boolean;
            /** Format: int64 */
            missed: number;
            named: components["schemas"]["UsersNamed"][];
            sent: string;
            suggested?: string;
            unread?: string;
            /** Format: int64 */
            users: number;
        };
        UsersMatch: {
            attribute: string;
            /** Format: int64 */
            empty: number;
            /** Format: int64 */
            exact: number;
            /** Format: int64 */
            illegal: number;
            /** Format: int64 */
            other_case: number;
            /** Format: int64 */
            unknown: number;
        };
        UsersNamed: {
            attributes: string[];
            because?: string;
            login: string;
            missed: boolean;
        };
        VersionInfo: {
            commit: string;
            /**
             * @description Local time at which days begin, as the settings say
             * @example 00:00
             */
            day_start: string;
            demo: boolean;
            /**
             * Format: date-time
             * @description The server's clock, which is virtual in a demo
             */
            now: string;
            /** @description Of the instances with settings of their own */
            own_days: components["schemas"]["InstanceDays"][];
            /**
             * Format: double
             * @description Seconds of that clock in a second
             */
            speed: number;
            version: string;
            /** @description Time zone that pages start with */
            zone: string;
        };
        VersionList: {
            /** @description Give it as before for the versions before these; empty on the first page */
            earlier: string;
            /**
             * Format: int64
             * @description Distinct versions received
             */
            total: number;
            versions: components["schemas"]["RecordVersion"][];
        };
        View: {
            /** Format: date-time */
            created: string;
            id: string;
            /** @description Which page */
            kind: string;
            name: string;
            pinned: boolean;
            /** @description The page's address behind its question mark */
            query: string;
            /** Format: date-time */
            updated: string;
        };
        ViewContent: {
            name: string;
            pinned?: boolean;
            query: string;
        };
        ViewList: {
            views: components["schemas"]["View"][];
        };
        WaitLimits: {
            /**
             * Format: int64
             * @description A wait of so many seconds is too long; more than warn_seconds
             * @example 180
             */
            bad_seconds: number;
            /** @description VOICE, CHAT, TASK or EMAIL; empty: every channel of the queue without limits of its own */
            channel: string;
            queue_arn: string;
            /**
             * Format: int64
             * @description A wait of so many seconds is long
             * @example 60
             */
            warn_seconds: number;
        };
        WaitingContact: {
            /** @description Nobody holds the line for it */
            callback: boolean;
            channel: string;
            contact_id: string;
            initiation_method: string;
            /** @description ARN; of a callback that is not queued yet, that of the contact in which it was asked for */
            queue: string;
            /** @description A callback in its initial delay, which is not in the queue yet */
            scheduled: boolean;
            /**
             * Format: date-time
             * @description When it was first enqueued; of a scheduled one, when it was asked for
             */
            since: string;
        };
        WaitingDifference: {
            channel: string;
            /**
             * Format: int64
             * @description Likewise, by Amazon Connect
             */
            counted: number;
            /**
             * Format: int64
             * @description In queue and scheduled, by the events that had come by then
             */
            events: number;
            /** @description Its name */
            queue: string;
            queue_arn: string;
        };
        WaitingList: {
            /** Format: date-time */
            as_of: string;
            /** @description Oldest first; fewer than named where there are more than asked for */
            contacts: components["schemas"]["WaitingContact"][];
            /** @description What Amazon Connect itself counted; left out where there is no answer of the last ten minutes */
            counted?: components["schemas"]["Counted"];
            /**
             * Format: int64
             * @description Contacts in a queue that no agent is being offered
             */
            in_queue: number;
            /**
             * Format: int64
             * @description How many contacts contact events tell of one by one, also those beyond the limit. Another number than total where Amazon Connect counts contacts of which no event came, or no longer counts some whose end no event told
             */
            named: number;
            /**
             * Format: int64
             * @description Callbacks in their initial delay
             */
            scheduled: number;
            /**
             * Format: int64
             * @description in_queue + scheduled
             */
            total: number;
        };
        WorkingHours: {
            /**
             * @description Up to 24:00; one that is not after open is on the next morning
             * @example 18:00
             */
            close: string;
            /** @example 09:00 */
            open: string;
            /** @example monday */
            weekday: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "get-access-people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-access-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessPreview"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-access-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessRules"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-agents-agent-intervals": {
        parameters: {
            query?: {
                /** @description Start of the range: RFC 3339, or a date (midnight in zone) */
                from?: string;
                /** @description End of the range, not in it; at most 32 days later */
                to?: string;
                /** @description IANA time zone; the server's own unless given */
                zone?: string;
            };
            header?: never;
            path: {
                /** @description ARN, id or user name */
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentDay"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-attributes": {
        parameters: {
            query?: {
                /** @description Only keys that contain this, in whatever case */
                q?: string;
                /** @description Only keys after this one: the last of the page before */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttributeList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-audit": {
        parameters: {
            query?: {
                /** @description Start of the range: RFC 3339, or a date: the start of that day in zone */
                from?: string;
                /** @description End of the range, not in it */
                to?: string;
                /** @description IANA time zone; the server's own unless given */
                zone?: string;
                /** @description Exactly, as in the log */
                who?: string;
                /** @description Such as see_contact */
                action?: string;
                /** @description Whose data, exactly: such as a contact's id */
                subject?: string;
                /** @description Id of the request, as pages and the log show it */
                request?: string;
                /** @description Where the request came from, exactly */
                address?: string;
                /** @description Part of what an entry says of who, whose, why, the address or the request */
                text?: string;
                /** @description next of the page before */
                before?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-audit-review": {
        parameters: {
            query?: {
                /** @description The month; the present one unless given */
                month?: string;
                /** @description IANA time zone; the server's own unless given */
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditReview"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-audit-review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarkInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditReview"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-audit-verification": {
        parameters: {
            query?: {
                /** @description A head that was kept elsewhere, to compare with */
                head?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerification"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-barred": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BarredList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-barred": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BarInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BarResult"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "delete-barred-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BarredPerson"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckState"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-contacts": {
        parameters: {
            query?: {
                /** @description Start of the range: RFC 3339, or a date: the start of that day in zone */
                from?: string;
                /** @description End of the range, not in it */
                to?: string;
                /** @description Instead of from and to: today, yesterday, last_business_day, 7d, week, month, last_month or 30d, by the days and holidays of the settings */
                range?: string;
                /** @description IANA time zone; the server's own unless given */
                zone?: string;
                /** @description ARN, id or any name a queue ever had; repeat for several */
                queue?: string[];
                /** @description Such as VOICE; repeat for several */
                channel?: string[];
                /** @description ARN, id or name; repeat for several */
                instance?: string[];
                /** @description Which moment of a contact puts it into the range; initiation unless given */
                time_field?: "initiation" | "disconnect" | "enqueue" | "connected_to_agent";
                /** @description ARN, id or user name; repeat for several */
                agent?: string[];
                initiation_method?: string[];
                disconnect_reason?: string[];
                /** @description Repeat for several */
                outcome?: ("handled" | "abandoned" | "other")[];
                /** @description By any dimension: DIM=VALUE or DIM!=VALUE; repeat for several, of which those of one dimension and sign are alternatives. attribute:KEY is a contact attribute, attribute:"a=b" one whose key has signs in it; an empty value is: has none */
                where?: string[];
                /** @description By a column of GET /metrics, one of >= <= > < = and a whole number: seconds of a duration, 0 or 1 of a flag; repeat for several, all of which must hold */
                having?: string[];
                /** @description Only contacts of which this moment is not in the range, or missing: those on different sides of two time bases */
                outside?: "initiation" | "disconnect" | "enqueue" | "connected_to_agent";
                /** @description Only the contacts that this metric of the catalogue is made of */
                metric?: string;
                /** @description Of a metric that is a division: 0 is above the line, 1 below it */
                part?: number;
                /** @description Start of a contact id */
                q?: string;
                /** @description A column of GET /metrics that each contact is shown with; repeat for several */
                column?: string[];
                /** @description A column to put the list in order of, the least first, with - before it the greatest; newest first unless given */
                sort?: string;
                /** @description next of the page before */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-contacts-contact-id": {
        parameters: {
            query?: {
                /** @description ARN; tells apart two instances that share an id */
                instance?: string;
                /** @description RFC 3339, as in the list; makes the look-up faster */
                initiation?: string;
            };
            header?: never;
            path: {
                contact_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-contacts-contact-id-customer": {
        parameters: {
            query?: {
                /** @description ARN; tells apart two instances that share an id */
                instance?: string;
                /** @description RFC 3339, as in the list; makes the look-up faster */
                initiation?: string;
            };
            header?: never;
            path: {
                contact_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-contacts-contact-id-related": {
        parameters: {
            query?: {
                /** @description ARN; tells apart two instances that share an id */
                instance?: string;
                /** @description RFC 3339, as in the list; makes the look-up faster */
                initiation?: string;
                /** @description How far before and after it the customer's other contacts are looked for */
                days?: number;
                /** @description Of each list */
                limit?: number;
            };
            header?: never;
            path: {
                contact_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelatedList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-contacts-contact-id-versions": {
        parameters: {
            query?: {
                /** @description ARN; tells apart two instances that share an id */
                instance?: string;
                /** @description RFC 3339, as in the list; makes the look-up faster */
                initiation?: string;
                /** @description earlier of the page before */
                before?: string;
                limit?: number;
            };
            header?: never;
            path: {
                contact_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-dimensions": {
        parameters: {
            query: {
                /** @description As GET /metrics lists them, or attribute:KEY */
                dimension: string;
                /** @description Only values whose name contains this, in whatever case */
                q?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DimensionList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-directory": {
        parameters: {
            query: {
                kind: "queue" | "user" | "routing_profile" | "agent_status" | "hierarchy_group" | "instance";
                /** @description ARN, id or name; repeat for several */
                instance?: string[];
                /** @description Only what is or was called so, in part and in whatever case, or has this id */
                q?: string;
                /** @description Also what is there no more */
                gone?: boolean;
                /** @description ARN of the last one of the page before */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DirectoryList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureStatus"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasureRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureStatus"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "delete-erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureStatus"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-erasure-proofs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureProofList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-erasure-proofs-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureProof"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-erasure-views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasureViewsRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureViews"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExplainRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportRequest"];
            };
        };
        responses: {
            /** @description The file */
            200: {
                headers: {
                    /** @description An ExportState */
                    "Ringside-Export"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl; charset=utf-8": string;
                    "application/vnd.apache.parquet": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-export-shown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShownInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownNoted"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-export-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportProgress"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-figure-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureChecks"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-figure-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FigureCheckOrderBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureChecks"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "delete-figure-checks": {
        parameters: {
            query?: {
                /** @description ARN or id; all when left out */
                instance?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureChecks"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-figure-checks-instance-day": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                instance: string;
                day: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckedDayReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-identity-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityProviders"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-identity-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentityProviderNewBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityProviders"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-identity-providers-own-keys-next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnKeyInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityProviders"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-identity-providers-own-keys-retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnKeyInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityProviders"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-identity-providers-own-keys-turn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnKeyInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityProviders"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "put-identity-providers-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id, or its name */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentityProviderChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityProviders"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "delete-identity-providers-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id, or its name */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityProviders"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-identity-providers-id-agree": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id, or its name */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentityProviderAgreedBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityProviders"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-identity-providers-id-waiting": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id, or its name */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentityProviderBroughtBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityProviders"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "delete-identity-providers-id-waiting": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id, or its name */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityProviders"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description What became of the records */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportResult"];
                };
            };
            /** @description What went wrong, and what became of the records before it */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ImportProblem"];
                };
            };
        };
    };
    "get-ingest-status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestStatus"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestKeyList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeKey"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "delete-keys-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gone"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-keys-id-rotate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeKey"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-live": {
        parameters: {
            query?: {
                /** @description Each agent too, in agents */
                agents?: boolean;
                /** @description Of these instances alone, by ARN, id or name; all that may be seen unless given */
                instance?: string[];
                /** @description As Last-Event-ID, of which it is the second choice */
                last_event_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events until either side closes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    "get-live-history": {
        parameters: {
            query?: {
                /** @description Start of the range: RFC 3339, or a date: the start of that day in zone */
                from?: string;
                /** @description End of the range, not in it */
                to?: string;
                /** @description Instead of from and to: today, yesterday, last_business_day, 7d, week, month, last_month or 30d, by the days and holidays of the settings */
                range?: string;
                /** @description IANA time zone; the server's own unless given */
                zone?: string;
                /** @description ARN, id or any name a queue ever had; the whole contact centre unless given. One at a time: an agent who serves two queues counts in both */
                queue?: string[];
                /** @description Of these instances together, by ARN, id or name; of all unless given. Repeat for several */
                instance?: string[];
                /** @description How much time a point stands for; the finest that gives at most 720 points unless given */
                step?: "15s" | "1m" | "5m" | "15m" | "1h" | "1d";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveHistory"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-live-snapshot": {
        parameters: {
            query?: {
                /** @description Each agent too, in agents; left out where the role does not include them */
                agents?: boolean;
                /** @description Of these instances alone, by ARN, id or name; all that may be seen unless given */
                instance?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-live-waiting": {
        parameters: {
            query: {
                /** @description ARN, id or newest name; its own ARN where two instances may share a name */
                queue: string;
                /** @description Of these instances alone, by ARN, id or name */
                instance?: string[];
                /** @description The most contacts to name; the counts are of all */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetricList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-month": {
        parameters: {
            query?: {
                /** @description The month; the present one unless given */
                month?: string;
                /** @description IANA time zone; the server's own unless given */
                zone?: string;
                /** @description ARN, id or any name a queue ever had; repeat for several */
                queue?: string[];
                /** @description Such as VOICE; repeat for several */
                channel?: string[];
                /** @description ARN, id or name; repeat for several */
                instance?: string[];
                /** @description Which moment of a contact puts it into the month; initiation unless given */
                time_field?: "initiation" | "disconnect";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Month"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-overview": {
        parameters: {
            query?: {
                /** @description Start of the range: RFC 3339, or a date: the start of that day in zone */
                from?: string;
                /** @description End of the range, not in it */
                to?: string;
                /** @description Instead of from and to: today, yesterday, last_business_day, 7d, week, month, last_month or 30d, by the days and holidays of the settings */
                range?: string;
                /** @description IANA time zone; the server's own unless given */
                zone?: string;
                /** @description ARN, id or any name a queue ever had; repeat for several */
                queue?: string[];
                /** @description Such as VOICE; repeat for several */
                channel?: string[];
                /** @description ARN, id or name; repeat for several */
                instance?: string[];
                /** @description Which moment of a contact puts it into the range; initiation unless given */
                time_field?: "initiation" | "disconnect" | "enqueue" | "connected_to_agent";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-panels": {
        parameters: {
            query?: {
                /** @description Start of the range: RFC 3339, or a date: the start of that day in zone */
                from?: string;
                /** @description End of the range, not in it */
                to?: string;
                /** @description Instead of from and to: today, yesterday, last_business_day, 7d, week, month, last_month or 30d, by the days and holidays of the settings */
                range?: string;
                /** @description IANA time zone; the server's own unless given */
                zone?: string;
                /** @description ARN, id or any name a queue ever had; repeat for several */
                queue?: string[];
                /** @description Such as VOICE; repeat for several */
                channel?: string[];
                /** @description ARN, id or name; repeat for several */
                instance?: string[];
                /** @description Which moment of a contact puts it into the range; initiation unless given */
                time_field?: "initiation" | "disconnect" | "enqueue" | "connected_to_agent";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Panels"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-quarantine": {
        parameters: {
            query?: {
                /** @description next of the page before */
                after?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantineList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-quarantine-replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayResult"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-quarantine-seq": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                seq: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantinedDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueryRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryResult"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retention"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "put-retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetentionChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retention"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-sessions-end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndedSessions"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "delete-sessions-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndedSessions"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-settings": {
        parameters: {
            query?: {
                /** @description ARN, id or name; those of every instance unless given */
                instance?: string;
                /** @description Instead: the settings that hold for a question about these queues, by ARN, id or name */
                queue?: string[];
                /** @description Instead: those for a question about these agents, by ARN, id or name */
                agent?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsAnswer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "put-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsAnswer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "delete-settings": {
        parameters: {
            query: {
                /** @description ARN, id or name; the common settings cannot be deleted */
                instance: string;
                /** @description The version that was read */
                version: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsAnswer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-sso": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectSignIn"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-sso-apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgreedInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectSignIn"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "delete-sso-job": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectSignIn"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-sso-plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectSignIn"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-sso-users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComparedUsers"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-sso-users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UsersInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComparedUsers"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-sso-users-apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgreedInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectSignIn"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-sso-verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInEvidence"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeToken"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "delete-tokens-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gone"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-tokens-id-rotate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeToken"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionInfo"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "get-views": {
        parameters: {
            query?: {
                /** @description Which page's; those of all pages unless given */
                kind?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "post-views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewView"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "put-views-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewContent"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "delete-views-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
}
