-- Every try is kept, the failed ones too: a turn that runs again fails where it failed. `reused`: an equal request was
-- answered before (scope `content`), so nothing was asked and nothing paid.
alter table answer add column attempt int not null default 1;
alter table answer add column reused boolean not null default false;
alter table answer drop constraint answer_pkey;
alter table answer add primary key (scope, request_sha256, attempt);
