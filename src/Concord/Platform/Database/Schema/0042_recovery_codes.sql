-- Codes for the day the authenticator is lost: each is good for one sign-in with the password.
create table recovery_code (
    id      uuid not null primary key,
    account uuid not null references account,
    hash    text not null,           -- SHA-256 of account and code: a code is twenty random digits
    used_at timestamptz
);
create index recovery_code_account on recovery_code (account);
