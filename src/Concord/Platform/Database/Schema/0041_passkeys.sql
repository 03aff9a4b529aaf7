-- Passkeys (WebAuthn credentials). Bytes stand in base64url, as browsers write them. What was said when the passkey was made is kept, so
-- that what it signed can be checked without this program.
create table passkey (
    id              uuid        not null primary key,
    account         uuid        not null references account,
    name            text        not null,           -- its owner's word for it
    credential_id   text        not null unique,
    public_key      text        not null,           -- COSE key: ES256 or RS256
    rp_id           text        not null,           -- the domain it was made for
    sign_count      bigint      not null,
    transports      text        not null,           -- blank-separated
    backup_eligible boolean     not null,
    backed_up       boolean     not null,
    attestation     text        not null,           -- attestation object
    client_data     text        not null,           -- client data, JSON in bytes
    made_at         timestamptz not null,
    used_at         timestamptz
);
create index passkey_account on passkey (account);

-- A reset may bring a passkey, too, and waits for the party's desk in the same way.
alter table invitation add column passkey text;                             -- JSON
alter table invitation add column waits boolean not null default false;     -- used, and not decided yet
update invitation set waits = true where password_hash is not null and decided_at is null;
