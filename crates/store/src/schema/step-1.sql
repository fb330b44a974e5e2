-- The schema of a world, whole. A test proves that the migration steps lead here on both engines.
--
-- Types are `bigint`, `text` and {bytes} only. Times are milliseconds since 1970 UTC. Ids are 16 bytes.
-- `bucket` is the hash of that table's own key (rules::ids::bucket_of) and leads every primary and unique key, so that
-- the tables can be cut into shards later without rewriting one row.
-- Columns called `…_sealed` hold AES-256-GCM with table, column and row in the associated data; a stolen file shows
-- no name, number, address, e-mail or birth date.

-- What world this is: its id, log origin, zone, rule pack. One row a fact.
create table meta (
  key text primary key,
  value text not null
);

-- One row (0, 0), once it was raised: the number of the last write to what many acts share, so that they ask it once.
-- PostgreSQL alone keeps it; SQLite tells by its file.
create table shared_version (
  bucket bigint not null, id bigint not null, version bigint not null,
  primary key (bucket, id)
);

-- ---------------------------------------------------------------- door
-- Whoever may sign in. The label (a person's name) and the e-mail address are sealed under the account key.
create table account (
  bucket bigint not null, id {bytes} not null,
  label_sealed {bytes} not null, email_sealed {bytes},
  created_at bigint not null, ended_at bigint, language text,
  primary key (bucket, id)
);
-- Finds an account by its e-mail address: a keyed hash, so no address is twice.
create table account_email (
  bucket bigint not null, blind {bytes} not null, account {bytes} not null,
  primary key (bucket, blind)
);
-- How the holder of an office shows who they are: argon2id of the password with a key of the world mixed in, and the
-- secret they share with their app, sealed under the account key. `app_step` is the last half minute whose number was
-- taken: none is taken twice. What is being set waits in `next_…` until the app has given its first number.
create table credential (
  bucket bigint not null, account {bytes} not null,
  password text, app_sealed {bytes}, app_step bigint not null,
  next_password text, next_app_sealed {bytes},
  primary key (bucket, account)
);
-- A way back in that was asked for at the console. Its code works from due_at on, unless somebody stops it.
create table recovery (
  bucket bigint not null, account {bytes} not null, asked_at bigint not null,
  due_at bigint not null, until_at bigint not null, code_hash {bytes} not null,
  stopped_at bigint, stopped_by {bytes}, used_at bigint,
  primary key (bucket, account, code_hash)
);
create index recovery_open on recovery (due_at) where stopped_at is null and used_at is null;
-- Roles are terms: role × scope × from × until. Ending one is a fact with a time, never a delete. `granted_by` gave it or
-- asked for it, `agreed_by` is the second person where it took two.
create table term (
  bucket bigint not null, account {bytes} not null, id {bytes} not null,
  role text not null, scope_kind text not null, scope {bytes} not null,
  from_at bigint not null, until_at bigint, ended_at bigint, ended_by {bytes}, granted_by {bytes} not null, agreed_by {bytes},
  primary key (bucket, account, id)
);
create index term_by_role on term (role, account) where ended_at is null;
-- Whose offices somebody ended lately.
create index term_by_ender on term (ended_by, ended_at) where ended_by is not null;
-- A code somebody was told, and from when to when it works. Kept as a keyed hash. made_by: who told it, and so vouches for
-- whoever comes in with it; none where the operator did, at the console.
create table sign_in_code (
  bucket bigint not null, code_hash {bytes} not null,
  account {bytes} not null, works_at bigint not null, expires_at bigint not null, reusable bigint not null, used_at bigint,
  made_by {bytes},
  primary key (bucket, code_hash)
);
-- Somebody invited to ring for a campaign, or for one of its banks; the link names `id`, which opens nothing. Name and
-- address are sealed under the account key, and erased when the person joins, for the account has them then; what is left is
-- who invited whom. `code_hash` is of the code that the inviter tells by another way.
create table invitation (
  bucket bigint not null, id {bytes} not null, campaign {bytes} not null,
  scope_kind text not null, scope {bytes} not null,
  label_sealed {bytes}, email_sealed {bytes}, email_blind {bytes}, number_sealed {bytes},
  invited_by {bytes} not null, code_hash {bytes} not null,
  made_at bigint not null, until_at bigint not null, joined_at bigint, account {bytes},
  primary key (bucket, id)
);
create index invitation_by_campaign on invitation (campaign, made_at, id);
create index invitation_by_account on invitation (account) where account is not null;
-- Ended with whoever made them.
create index invitation_by_inviter on invitation (invited_by) where joined_at is null;
create index invitation_open on invitation (until_at) where joined_at is null;
-- How often a birth year was tried for a membership number lately, whichever invitation it was tried at: the number as a keyed
-- hash, whether anybody has it or not.
create table birth_try (
  bucket bigint not null, blind {bytes} not null, tries bigint not null, since bigint not null,
  primary key (bucket, blind)
);
-- An open session or an API token. The token itself is nowhere: only its hash. shown_at: when its holder showed last who they
-- are. vouched: who vouched for them, by the code that they handed them; none where nobody did. oidc_sid: the provider's own
-- name of the session, as a keyed hash. Where opened is 'program' somebody made it for a program: label_sealed is what for, in
-- their words, sealed under the account key; seen_at is the day on which it was used last, 0 where it wasn't; shown_at is 0.
create table session (
  bucket bigint not null, token_hash {bytes} not null, id {bytes} not null,
  account {bytes} not null, opened text not null,
  opened_at bigint not null, seen_at bigint not null, shown_at bigint not null, expires_at bigint not null, ended_at bigint,
  vouched {bytes}, oidc_sid {bytes}, label_sealed {bytes},
  primary key (bucket, token_hash)
);
create index session_by_account on session (account);
create index session_by_oidc_sid on session (oidc_sid) where oidc_sid is not null;
-- A key of a directory of the organisation's, with which it adds accounts without any role and ends access. Kept as a hash; its
-- entries stand under an account of its own, which holds no role. directory: the account of that directory's first key.
create table directory_key (
  bucket bigint not null, token_hash {bytes} not null, account {bytes} not null, directory {bytes} not null,
  made_at bigint not null, used_at bigint, ended_at bigint,
  primary key (bucket, token_hash)
);
create index directory_key_by_account on directory_key (account);
-- What a directory put here: kind user, whose id is an account's, or group, which carries no role. Its words are sealed under
-- the account key; a user name or a group's name and the directory's own id are looked up by keyed hashes (sixteen zero bytes
-- where it said none), made with the directory's id: what another directory put here isn't there for it. It gives no right.
create table directory_entry (
  bucket bigint not null, id {bytes} not null, directory {bytes} not null, kind text not null, external_blind {bytes} not null,
  words_sealed {bytes} not null, active bigint not null, made_at bigint not null, changed_at bigint not null,
  primary key (bucket, id)
);
create index directory_entry_by_external on directory_entry (external_blind);
create index directory_entry_by_time on directory_entry (directory, kind, made_at, id);
-- Whose a user name or a group's name is: a keyed hash, so that none is twice.
create table directory_name (
  bucket bigint not null, blind {bytes} not null, whose {bytes} not null,
  primary key (bucket, blind)
);
create index directory_name_by_whose on directory_name (whose);
-- A passkey. The credential's name is kept as a hash, by which it is found, and sealed, so that a device is not asked to
-- make a second one; what its holder calls it is sealed too. for_office = 1 where it was made by somebody who held an
-- office and came in with more than a code. One that is removed is deleted: its entry stays.
create table passkey (
  bucket bigint not null, credential_hash {bytes} not null, id {bytes} not null, account {bytes} not null,
  credential_sealed {bytes} not null, label_sealed {bytes} not null, public_key {bytes} not null,
  sign_count bigint not null, backed_up bigint not null, for_office bigint not null,
  made_at bigint not null, used_at bigint,
  primary key (bucket, credential_hash)
);
create index passkey_by_account on passkey (account);
-- What connects an account with the organisation's own sign-in, found by a keyed hash of issuer and subject. for_office as of
-- passkeys. One that is disconnected is deleted: its entry stays.
create table identity (
  bucket bigint not null, identity_hash {bytes} not null, account {bytes} not null,
  for_office bigint not null, made_at bigint not null, used_at bigint,
  primary key (bucket, identity_hash)
);
create index identity_by_account on identity (account);
-- Challenges that were answered, so that none is answered twice. One that wasn't is kept nowhere.
create table ceremony (
  bucket bigint not null, challenge_hash {bytes} not null, until_at bigint not null,
  primary key (bucket, challenge_hash)
);
create index ceremony_until on ceremony (until_at);
-- A key that a caller's browser keeps, found by a keyed hash of its public half, and the PIN that goes with it, hashed as
-- passwords are. vouched: who handed its holder the code with which it was added. It ends at until_at, when its holder's
-- last role as a caller does; wrong: PINs in a row that were not right. One that is over is deleted: its entry stays.
create table device_key (
  bucket bigint not null, key_hash {bytes} not null, id {bytes} not null, account {bytes} not null,
  public_key {bytes} not null, pin text not null, vouched {bytes},
  made_at bigint not null, used_at bigint, until_at bigint not null, wrong bigint not null,
  primary key (bucket, key_hash)
);
create index device_key_by_account on device_key (account);
create index device_key_until on device_key (until_at);
-- The code that a caller was mailed last, to show that their address is theirs, as a keyed hash; none once it is used or was
-- wrong too often. How many were mailed since hour_at.
create table device_code (
  bucket bigint not null, account {bytes} not null, code_hash {bytes}, until_at bigint not null, wrong bigint not null,
  mailed bigint not null, hour_at bigint not null,
  primary key (bucket, account)
);
create table own_code (
  bucket bigint not null, asked_hash {bytes} not null, said_sealed {bytes}, code_hash {bytes} not null, member {bytes},
  first_at bigint not null, asked_at bigint not null, until_at bigint not null, wrong bigint not null, asks bigint not null,
  primary key (bucket, asked_hash)
);
create index own_code_waiting on own_code (asked_at) where said_sealed is not null;
create index own_code_first on own_code (first_at);
create table own_session (
  bucket bigint not null, token_hash {bytes} not null, member {bytes} not null,
  opened_at bigint not null, until_at bigint not null, ended_at bigint, giver {bytes},
  primary key (bucket, token_hash)
);
create index own_session_by_giver on own_session (giver) where giver is not null;
create index own_session_until on own_session (until_at);
-- Codes that an officer gave a member for their own page, as keyed hashes, and which account did; wrong: how often the code came without
-- anything of that member. Kept for two days: those of one day are counted.
create table own_given (
  bucket bigint not null, code_hash {bytes} not null, member {bytes} not null, account {bytes} not null,
  given_at bigint not null, until_at bigint not null, wrong bigint not null,
  primary key (bucket, code_hash)
);
create index own_given_by_member on own_given (member, given_at);
create index own_given_by_account on own_given (account, given_at);
create index own_given_at on own_given (given_at);
create table right_asked (
  bucket bigint not null, id {bytes} not null, member {bytes} not null, kind text not null,
  asked_at bigint not null, due_at bigint not null, said_sealed {bytes} not null,
  acknowledged_at bigint, extended_at bigint, why_sealed {bytes}, answered_at bigint, answer_sealed {bytes},
  warned_at bigint, late_at bigint, covered bigint not null,
  primary key (bucket, id)
);
create index right_asked_open on right_asked (due_at, id) where answered_at is null;
create index right_asked_by_member on right_asked (member, asked_at);
-- Browsers that an account was signed in with: keyed hashes of a cookie, bound to the account. No address and no make.
create table device (
  bucket bigint not null, device_hash {bytes} not null, account {bytes} not null,
  first_at bigint not null, seen_at bigint not null,
  primary key (bucket, device_hash)
);
create index device_by_account on device (account);

-- ---------------------------------------------------------------- contests and banks
-- kind: contest (rivals, on one frozen snapshot) or standing (one campaign, on the roll as it is). The dates are the calendar:
-- access begins at opens_at, and nobody is rung from closes_at on. `phase` is the one that has really begun, empty before the
-- first. Calls are open only where `opened_at` stands too: the one row that is switched, with the snapshot, for every campaign
-- at once. `prepared` is the snapshot that is being made, or waits. `told_at`: when the offices heard that access is late.
-- `duty` and `deputy` are the accounts that answer to alarms.
create table contest (
  bucket bigint not null, id {bytes} not null,
  name text not null, name_style text not null, kind text not null,
  announced_at bigint not null, nominations_at bigint, opens_at bigint not null, ballot_at bigint, closes_at bigint not null,
  deleted_at bigint not null,
  phase text not null, opened_at bigint, snapshot {bytes}, prepared {bytes}, told_at bigint, duty {bytes}, deputy {bytes},
  primary key (bucket, id)
);
create index contest_by_id on contest (id);
-- Dates that were moved before or after a contest began: the calendar says so.
create table contest_moved (
  bucket bigint not null, contest {bytes} not null, at bigint not null, phase text not null,
  from_at bigint not null, to_at bigint not null,
  primary key (bucket, contest, at, phase)
);
-- What must be ready before access opens, as the data protection officer signed it: item = dpia, notice, opening-lines, tps,
-- restore or roster. `digest` is of what was signed: where that changes, the signature falls. `unused` is 1 where there is
-- nothing of the kind, and the reason, sealed under the account key, says why. `as_of` is the day of a restore.
create table contest_ready (
  bucket bigint not null, contest {bytes} not null, item text not null,
  account {bytes} not null, at bigint not null, digest {bytes} not null, unused bigint not null, as_of bigint not null,
  reason_sealed {bytes},
  primary key (bucket, contest, item)
);
-- Who may be rung in a contest, and at which numbers, as of one act upon the roll (`cut`, the newest then; `imports` is how
-- many imports there were up to it). state: preparing → ready → switched, or left → gone. Whoever prepares it renews
-- held_until; one that nobody holds is begun anew. `filled_at`: its banks' queues are filled.
create table snapshot (
  bucket bigint not null, id {bytes} not null, contest {bytes} not null, state text not null,
  cut {bytes} not null, imports bigint not null, members bigint not null, digest {bytes} not null,
  begun_at bigint not null, held_until bigint not null, filled_at bigint,
  primary key (bucket, id)
);
create index snapshot_kept on snapshot (state) where state <> 'gone';
-- Imports that were under way at the cut.
create table snapshot_dark (
  bucket bigint not null, snapshot {bytes} not null, import {bytes} not null,
  primary key (bucket, snapshot, import)
);
-- One member of a snapshot; `nevers` are 16 bytes of never-again hash for each number they could be rung at then: they lie
-- under a key that no month changes.
create table snapshot_member (
  bucket bigint not null, member {bytes} not null, snapshot {bytes} not null, nevers {bytes} not null,
  primary key (bucket, member, snapshot)
);
create table campaign (
  bucket bigint not null, id {bytes} not null, contest {bytes} not null, name text not null,
  primary key (bucket, id)
);
create index campaign_by_id on campaign (id);
-- What a campaign writes about anybody is sealed under the member's key and this one together; wrapped by the month's key, and
-- empty once it is shredded. calls, notes and turns count what was erased after that; swept_at is when nothing was left.
create table campaign_key (
  bucket bigint not null, campaign {bytes} not null, contest {bytes} not null,
  key_sealed {bytes} not null, key_month bigint not null, made_at bigint not null,
  shredded_at bigint, shred_entry {bytes}, swept_at bigint, sweep_entry {bytes},
  calls bigint not null, notes bigint not null, answers bigint not null, turns bigint not null,
  primary key (bucket, campaign)
);
create index campaign_key_by_contest on campaign_key (contest);
-- The terms that every campaign of a contest gets alike (rules::fairness), and the secret of its draw, sealed under the account
-- key until it is shown. `commitment` stands in the log before.
create table contest_terms (
  bucket bigint not null, contest {bytes} not null,
  slots bigint not null, cooldown_ms bigint not null, first_call_until bigint not null,
  commitment {bytes} not null, secret_sealed {bytes} not null, made_entry {bytes} not null,
  fingerprints_until bigint not null, words_from bigint, skips bigint not null, known bigint not null,
  shown_at bigint, secret {bytes}, seed {bytes}, shown_entry {bytes},
  primary key (bucket, contest)
);
-- The campaigns of a draw, fixed by the first fingerprint: that of words of its own, and once it has shown them the words, which
-- are published. A fingerprint without words, once it is drawn: it withheld them, and has no first call.
create table draw_lot (
  bucket bigint not null, campaign {bytes} not null, contest {bytes} not null, fingerprint {bytes}, at bigint,
  words text, shown_at bigint,
  primary key (bucket, campaign)
);
create index draw_lot_by_contest on draw_lot (contest);
-- Campaigns that withdrew. `after` is how far its people were followed, who held a role that ended at `at`.
create table withdrawn (
  bucket bigint not null, campaign {bytes} not null, at bigint not null, by_account {bytes} not null,
  after {bytes} not null, followed bigint not null,
  primary key (bucket, campaign)
);
create index withdrawn_open on withdrawn (at, campaign) where followed = 0;
-- `seed` fixes the order of the queue; `state` is open, paused or closed. `script` is the text of the version that is named
-- behind it, so that dealing reads no other table; without one it is plain words from the console. `dealing` is the order of those
-- who are in turn (rules::deal::Order); while its queue is sorted anew `sort_from` is the rank that comes next.
create table bank (
  bucket bigint not null, id {bytes} not null, campaign {bytes} not null, contest {bytes} not null,
  name text not null, state text not null, opening text not null, script text not null, notes bigint not null,
  seed {bytes} not null, filled bigint not null, created_at bigint not null, first_filled bigint,
  script_id {bytes}, script_version bigint, dealing text not null, sort_from bigint, ordered_at bigint,
  primary key (bucket, id)
);
create index bank_to_sort on bank (bucket, id) where sort_from is not null;
create index bank_by_id on bank (id);
-- Whom a bank rings, where that isn't everybody (rules::audience). `told` is how many that was about, as its organiser was told;
-- `sample` is how many of them are drawn, under `seed`, where not all are rung. They are chosen out of the members as they were
-- at `cut` (of a snapshot, where there is one) and `year`, and taken once: bank.first_filled. `spoken_number` is the state of the
-- campaign's own calls by which they are chosen, where they are; `missed_at` is when it was found that this state had gone before they
-- were chosen, or that too few of them are left, so that nobody gets into the queue. Of an answer `audience` says that it is one and
-- not which: `answer_sealed`, under the campaign's key alone, all of one length; null for every other choice.
create table bank_audience (
  bucket bigint not null, bank {bytes} not null, audience text not null, told bigint not null,
  sample bigint, seed {bytes} not null, snapshot {bytes}, cut {bytes} not null, year bigint not null, spoken_number bigint,
  missed_at bigint, answer_sealed {bytes},
  primary key (bucket, bank)
);
-- The book of what a campaign asked about the members of its contest, beyond the published tables. What was asked of a state of its
-- own calls has that state's number behind an @, and is told again as it was told: `told`, -1 where no number was. Which answer was asked
-- for is a blind under the campaign's key, `spoken=answer.HEX@N`: the bank that was laid with it says no more.
create table audience_asked (
  bucket bigint not null, campaign {bytes} not null, audience text not null, at bigint not null, told bigint,
  primary key (bucket, campaign, audience)
);
-- What came of a campaign's own calls (rules::audience::Spoken), in states that stand still: `number` is the one that stands, 0 before
-- the first. Whoever makes the next holds `making` until `held_until`, writes its rows under the next number, and lets it stand when it
-- is whole. seed: drawn for the one that stands, so that a state made once more under its number has another noise. A number of -1: it
-- is being taken away; -2 where it was there for a chosen question alone, and no state ever stood.
create table spoken_state (
  bucket bigint not null, campaign {bytes} not null, contest {bytes} not null, number bigint not null, made_at bigint not null,
  making {bytes} not null, held_until bigint not null, seed {bytes} not null,
  primary key (bucket, campaign)
);
-- How each member stood whom a campaign had rung when a state was made, under every record of one person. Cards aren't read for it
-- afterwards. level: 1 rung, not reached; 2 reached. answer_sealed: which answer they had given to the state's question and when, under the
-- member's key and the campaign's; null where none.
create table spoken (
  bucket bigint not null, member {bytes} not null, campaign {bytes} not null, number bigint not null, level bigint not null,
  answer_sealed {bytes},
  primary key (bucket, member, campaign, number)
);
-- The question of which each state of a campaign counts the answers, as it was published when it was chosen (rules::script::Closed); under
-- number 0 that of the next one. There is no row where none is counted.
create table spoken_question (
  bucket bigint not null, campaign {bytes} not null, number bigint not null, script {bytes} not null, version bigint not null,
  body text not null,
  primary key (bucket, campaign, number)
);

-- ---------------------------------------------------------------- scripts
-- A campaign's scripts: `draft` is what is written on, a readable file in its normal form; `version` the newest that was
-- published, 0 before the first. They hold nothing about anybody.
create table script (
  bucket bigint not null, id {bytes} not null, campaign {bytes} not null, title text not null, draft text not null,
  version bigint not null, changed_at bigint not null,
  primary key (bucket, id)
);
create index script_by_campaign on script (campaign);
-- What was published, word for word, for good: a card names the version it was dealt with, and its answers are of that one.
create table script_version (
  bucket bigint not null, script {bytes} not null, number bigint not null, body text not null, digest {bytes} not null,
  at bigint not null, account {bytes} not null,
  primary key (bucket, script, number)
);
-- One row (0, 0): the organisation's opening lines, a language to each, as JSON. Without it the program's own stand.
create table opening_lines (
  bucket bigint not null, id bigint not null, body text not null, at bigint not null, account {bytes} not null,
  primary key (bucket, id)
);

-- ---------------------------------------------------------------- month keys
-- Every month key this world had; the key itself is a file outside. `mark` tells whether a file is that key. state: current
-- → retired (nothing is wrapped by it any more, since used_until) → destroying → destroyed. It is destroyed keep_days after
-- used_until: as long as backups were to be kept when it was made, or since, whichever is the shortest.
create table month_key (
  bucket bigint not null, month bigint not null, state text not null, mark {bytes} not null,
  made_at bigint not null, used_until bigint, destroyed_at bigint, keep_days bigint not null,
  primary key (bucket, month)
);
-- One row (0, 0): the key that holds; while keys are changed, the next one, and after the switch the previous one until
-- its indexes are cleared away. Setting `current` is the switch.
create table key_turn (
  bucket bigint not null, id bigint not null, current bigint not null, next bigint, previous bigint,
  primary key (bucket, id)
);
-- One row (0, 0) while keys are changed: how far it is. Each slice renews held_until; whoever finds it over goes on.
create table key_change (
  bucket bigint not null, id bigint not null, phase text not null, at_bucket bigint not null,
  done bigint not null, total bigint not null, begun_at bigint not null,
  holder {bytes} not null, held_until bigint not null,
  primary key (bucket, id)
);

-- ---------------------------------------------------------------- roll
-- A member's identity. Ids never change or vanish. `erase_key` is 32 random bytes wrapped by a month key that is held
-- outside the database: destroying the wrapping forgets the person.
create table member (
  bucket bigint not null, id {bytes} not null, born_import {bytes} not null,
  erase_key {bytes} not null, key_month bigint not null,
  primary key (bucket, id)
);
-- Whether a month key still wraps somebody.
create index member_by_month on member (key_month);
-- A member's versions: one row for each act that changed something, an import or a correction by hand, which is the undo
-- record too. `import` is that act's id; ids are ordered, and the newest that is not in `import_dark` is in force.
-- `digest` is a keyed hash of the row as the last file said it, `said` short keyed hashes of what files last said of each
-- part (rules::roll::Lasts), both under the member's key; `parts` are those that this version changed.
-- `numbers` holds, for each callable number, 16 bytes of blind index and 16 bytes of never-again hash; while keys are
-- changed, such a pair under the next key follows behind each.
-- `ends_on` is an ISO day or empty; behind it the membership is over. `area` and `tags` (parted by `; `) stand in clear, like the
-- branch and the kind: counts are made of them (rules::audience).
-- `language`: in which one they would like to be rung, a primary subtag of BCP 47 or empty. In clear: queues are kept apart by it.
create table member_row (
  bucket bigint not null, member {bytes} not null, import {bytes} not null,
  branch text not null, kind text not null, joined_year bigint, ends_on text not null, age_band text not null,
  do_not_call bigint not null, deceased bigint not null,
  digest {bytes} not null, said {bytes} not null, parts bigint not null, numbers {bytes} not null,
  name_sealed {bytes} not null, phones_sealed {bytes} not null, rest_sealed {bytes} not null, language text not null,
  area text not null, tags text not null,
  primary key (bucket, member, import)
);
create index member_row_by_death on member_row (import, bucket, member) where deceased = 1;
-- Memberships that ended, or went on again (ended_at is null): the newest row that is not dark is in force.
-- why = not-in-roll, hand, undo or merged.
create table member_end (
  bucket bigint not null, member {bytes} not null, import {bytes} not null,
  ended_at bigint, why text not null,
  primary key (bucket, member, import)
);
-- Acts upon one member that wrote a version or an end: their ids go on after those of imports, and an import that was under
-- way meanwhile takes them into account when it is switched on.
create table hand (
  bucket bigint not null, id {bytes} not null, member {bytes} not null, account {bytes} not null, at bigint not null,
  primary key (bucket, id)
);
create index hand_by_id on hand (id);
-- Lookups by keyed blind index: what = external, number, email or address (a household). key_month = whose key the index is made with.
create table lookup (
  bucket bigint not null, what text not null, blind {bytes} not null, member {bytes} not null, import {bytes} not null,
  key_month bigint not null,
  primary key (bucket, what, blind, member)
);
-- Marks that no import lifts.
create table member_mark (
  bucket bigint not null, member {bytes} not null,
  rest_until bigint not null, restricted bigint not null, protected bigint not null, deceased bigint not null,
  primary key (bucket, member)
);
-- Imports write under an id that is dark; deleting the dark row switches the whole import on. Each slice renews
-- held_until; a dark import that nobody holds is swept away. what = partial, full-roll or undo (of `undoes`);
-- `fields` counts the members who changed in each part; `by_hand` those where the file's word took the place of a
-- correction. `followed` is 1 once the queues have followed it.
create table import (
  bucket bigint not null, id {bytes} not null, account {bytes} not null, state text not null,
  what text not null, undoes {bytes},
  created bigint not null, changed bigint not null, unchanged bigint not null, ended bigint not null, resumed bigint not null,
  rejected bigint not null, duplicates bigint not null, by_hand bigint not null, fields text not null,
  followed bigint not null, begun_at bigint not null, ended_at bigint,
  primary key (bucket, id)
);
create index import_by_id on import (id);
create table import_dark (
  bucket bigint not null, import {bytes} not null, held_until bigint not null,
  primary key (bucket, import)
);
-- Members whom an import or its undo wants looked at: what = by-hand (the file's word took the place of a correction) or
-- left (the undo left parts that changed since) or merged (the undo left whose record and another are one; no parts).
-- Shown to whoever imported, at most 20 a page. Or died: whom a row that was not taken says to have died; shown to nobody, and
-- followed once the import is switched on.
create table import_note (
  bucket bigint not null, import {bytes} not null, what text not null, n bigint not null,
  member {bytes} not null, parts bigint not null,
  primary key (bucket, import, what, n)
);
-- What an account has tried without importing: rows of dry runs by day, so that trying is no way to ask who is a member.
-- `told` counts the rows that its imports gave back because of who is on the roll, for the same reason.
create table import_try (
  bucket bigint not null, account {bytes} not null, day bigint not null,
  tries bigint not null, tried_rows bigint not null, told bigint not null,
  primary key (bucket, account, day)
);
-- Rows that were not taken, sealed under the account key, for their uploader only.
create table import_reject (
  bucket bigint not null, import {bytes} not null, line bigint not null, sealed {bytes} not null,
  primary key (bucket, import, line)
);

-- The tree of branches. Members' rows keep the name that their file has; `branch_name` (in small letters, spaces tidied)
-- says which branch is meant. A branch that was joined to another stays as a row, out of the tree.
create table branch (
  bucket bigint not null, id {bytes} not null,
  name text not null, parent {bytes}, joined_to {bytes},
  primary key (bucket, id)
);
create table branch_name (
  bucket bigint not null, name text not null, branch {bytes} not null,
  primary key (bucket, name)
);
-- ---------------------------------------------------------------- one member at a time
-- An officer's look at one record. Its id is all that stands in an address, and it serves its account alone, until
-- `until_at`. `state`: open; asked (a fuller reason comes first); waiting (it was given, and waits for its second reader);
-- fine; questioned. One that stays asked for more than an hour waits for its second reader too, who makes it asked-about or
-- asked-fine: the reason still comes first. `why` is empty where none was asked for. Words are sealed by the member's key.
create table member_look (
  bucket bigint not null, id {bytes} not null, account {bytes} not null, member {bytes} not null,
  purpose text not null, words_sealed {bytes}, why text not null, state text not null, reason_sealed {bytes},
  at bigint not null, until_at bigint not null, uncovered_at bigint, read_by {bytes}, read_at bigint,
  primary key (bucket, id)
);
create index member_look_by_member on member_look (member, at);
create index member_look_to_read on member_look (at, id) where state in ('waiting', 'questioned', 'asked', 'asked-about');
-- What officers write of a member, sealed by the member's key. what = note, or the act whose reason it is.
create table member_note (
  bucket bigint not null, member {bytes} not null, id {bytes} not null, account {bytes} not null,
  what text not null, at bigint not null, note_sealed {bytes} not null,
  primary key (bucket, member, id)
);
-- Whose record an account's own is, by a keyed hash of the member's id: looks at it are always read by a second person.
-- Rows stay when an account is linked to another record (own = 0 then): who may change it moves, the flag doesn't. called: for what
-- the offices were called to end it, as bits: 1 the membership ended, 2 the member died.
create table account_member (
  bucket bigint not null, member_hash {bytes} not null, account {bytes} not null, at bigint not null, own bigint not null,
  called bigint not null,
  primary key (bucket, member_hash, account)
);
create index account_member_by_account on account_member (account);

-- ---------------------------------------------------------------- duplicates
-- Who goes on under another member's record: whatever leads to `member` leads to `keeper`, whom nothing leads on from.
-- Lookups stay as they are and are followed through this. One row while a merge stands; `merge` is the one that set it.
create table member_alias (
  bucket bigint not null, member {bytes} not null, keeper {bytes} not null, merge {bytes} not null,
  primary key (bucket, member)
);
create index member_alias_by_keeper on member_alias (keeper);
-- What a merge did, for its undo: the keeper's version before and after (one id where nothing changed), whether it ended
-- the loser's membership, and which marks the keeper had (1 restricted, 2 protected, 4 deceased) but for those lifted since.
-- `bulk` is 16 zero bytes where one pair was merged by itself.
create table member_merge (
  bucket bigint not null, id {bytes} not null, keeper {bytes} not null, loser {bytes} not null,
  account {bytes} not null, bulk {bytes} not null, at bigint not null,
  before_act {bytes} not null, after_act {bytes} not null, ended bigint not null, marks bigint not null,
  undone_at bigint, undone_by {bytes},
  primary key (bucket, id)
);
create index member_merge_by_at on member_merge (at, id) where undone_at is null;
create index member_merge_undone on member_merge (undone_at) where undone_at is not null;
create index member_merge_by_keeper on member_merge (keeper);
create index member_merge_by_loser on member_merge (loser);
create index member_merge_by_bulk on member_merge (bulk, id);
-- Records that may be one person: `one` is the smaller id. score, alike (of the names, in thousandths) and signs (bits of
-- rules::alike::Sign) tell nothing of anybody. `place` is the pair's place in the order of its run, the likeliest first.
-- state: open, apart (somebody said that they are two people), merged.
create table duplicate (
  bucket bigint not null, one {bytes} not null, other {bytes} not null,
  score bigint not null, alike bigint not null, signs bigint not null, identical bigint not null,
  state text not null, run {bytes} not null, place bigint not null, account {bytes}, said_at bigint,
  primary key (bucket, one, other)
);
create index duplicate_open on duplicate (place, one, other) where state = 'open';
create index duplicate_by_other on duplicate (other);
-- Looking for duplicates: asked for by an account, each night, or at the console. Whoever finds held_until over begins anew.
create table duplicate_run (
  bucket bigint not null, id {bytes} not null, account {bytes} not null, asked_at bigint not null,
  held_until bigint not null, done_at bigint, members bigint not null, pairs bigint not null,
  primary key (bucket, id)
);
create index duplicate_run_by_id on duplicate_run (id);
-- All identical records merged as one act, or that undone again, in slices. state: merging, merged, undoing, undone,
-- stopped (whoever asked may not any more). `at_place` is how far it is; `left_out` were no longer identical.
create table duplicate_bulk (
  bucket bigint not null, id {bytes} not null, account {bytes} not null, opened text not null, at bigint not null,
  state text not null, run {bytes} not null, at_place bigint not null, total bigint not null, done bigint not null,
  left_out bigint not null, ended_at bigint,
  primary key (bucket, id)
);
create index duplicate_bulk_by_id on duplicate_bulk (id);

-- ---------------------------------------------------------------- desk
-- Who is still to ring, and when. class: 0 call-back, 1 in turn, 7 nothing to ring, 8 stopped, 9 out (on a desk, or done). Of those who
-- are to be rung in another language than the usual one it stands on 16 times that language's number (rules::person::Tongue).
-- due_at of who is stopped: where they go back to if it is lifted, -1 for those the bank was done with. due_at of who is out:
-- -1 for those the bank was done with under a record that goes on under theirs, whatever comes of a card.
create table queue (
  bucket bigint not null, member {bytes} not null, bank {bytes} not null,
  class bigint not null, due_at bigint not null, rank bigint not null,
  primary key (bucket, member, bank)
) {swept_often};
create index queue_pick on queue (bank, class, due_at, rank);
-- Finds a row that is to move without the index it moves in, and without the key, whose index lies all over the roll.
create index queue_by_rank on queue (bank, rank);
-- Every card that was ever dealt, with the class of the queue that it was dealt from. Its id is all that a campaign ever sees of a
-- member's identity.
create table card (
  bucket bigint not null, id {bytes} not null,
  member {bytes} not null, bank {bytes} not null, campaign {bytes} not null, contest {bytes} not null,
  account {bytes} not null, rank bigint not null, class bigint not null, state text not null,
  dealt_at bigint not null, shown_at bigint, until_at bigint not null, extensions bigint not null,
  ended_at bigint, outcome text, late bigint not null, note_sealed {bytes},
  script_id {bytes}, script_version bigint, answers_sealed {bytes},
  primary key (bucket, id)
);
-- One open card: a member, a number and a caller each stand here at most once.
create table open_card (
  bucket bigint not null, member {bytes} not null, card {bytes} not null, until_at bigint not null, numbers {bytes} not null,
  primary key (bucket, member)
);
create index open_card_due on open_card (until_at);
create table open_number (
  bucket bigint not null, blind {bytes} not null, card {bytes} not null, until_at bigint not null,
  primary key (bucket, blind)
);
create table open_caller (
  bucket bigint not null, account {bytes} not null, card {bytes} not null, bank {bytes} not null, since bigint not null,
  primary key (bucket, account)
);
create index open_caller_by_bank on open_caller (bank);
-- What an account has learnt: one row an evening; the contest's sum is carried forward. skips, known and pauses: cards that it
-- handed back without an outcome, put aside, said to be known, and left behind by stopping or for a break.
create table budget (
  bucket bigint not null, account {bytes} not null, contest {bytes} not null, evening_at bigint not null,
  hour_at bigint not null, hour_spent bigint not null, evening_spent bigint not null, contest_spent bigint not null,
  numbers_shown bigint not null, skips bigint not null, known bigint not null, pauses bigint not null,
  primary key (bucket, account, contest, evening_at)
);
-- Objections by never-again hash (of the member, of the number): the key lives as long as the organisation does.
-- campaign is 16 zero bytes where the objection is against every campaign.
create table objection (
  bucket bigint not null, hash {bytes} not null, campaign {bytes} not null, size text not null, at bigint not null,
  primary key (bucket, hash, campaign)
);
-- What callers said of a member. It waits for the officer until it is settled: settled_as = right or mistaken. account: whose
-- word it is, while it waits; 16 zero bytes afterwards.
create table report (
  bucket bigint not null, card {bytes} not null, member {bytes} not null, campaign {bytes} not null,
  kind text not null, at bigint not null, settled_at bigint, settled_as text, account {bytes} not null,
  primary key (bucket, card, kind)
);
create index report_waiting on report (at, card) where settled_at is null;
create index report_by_member on report (member);
create index report_by_account on report (account, at, card) where settled_at is null;
-- All waiting reports of one caller since a moment, settled as mistakes by a job in slices; (at_place, card_place) is how far it
-- is. state = undoing, undone or stopped.
create table report_undo (
  bucket bigint not null, id {bytes} not null, account {bytes} not null, since_at bigint not null,
  by_account {bytes} not null, opened text not null, at bigint not null, state text not null,
  at_place bigint not null, card_place {bytes} not null, done bigint not null, left_out bigint not null, ended_at bigint,
  primary key (bucket, id)
);
create index report_undo_open on report_undo (state) where state = 'undoing';
create index report_undo_by_time on report_undo (at);
-- The branches in which a caller would like to ring, by their names in the tree: whoever of the next in turn is there comes first.
-- The row without a name says when they were named.
create table caller_branch (
  bucket bigint not null, account {bytes} not null, branch text not null, at bigint not null,
  primary key (bucket, account, branch)
);
-- What else a caller said of themselves. languages: in which they ring beside the usual one, codes with commas between;
-- languages_at: when they last named one more, which is once an evening. break_: the
-- bank they take a break from, since when, and when it is over by itself; null without one. rested_ms: how long their breaks of the
-- evening that began at rested_evening lasted which are over.
create table caller_own (
  bucket bigint not null, account {bytes} not null, languages text not null, languages_at bigint,
  break_bank {bytes}, break_since bigint, break_until bigint, rested_evening bigint not null, rested_ms bigint not null,
  primary key (bucket, account)
);
create index caller_own_on_break on caller_own (break_bank) where break_bank is not null;
-- Whom a caller said they know, by the keyed hash of account_member: they are never dealt to that account.
create table account_knows (
  bucket bigint not null, member_hash {bytes} not null, account {bytes} not null, at bigint not null,
  primary key (bucket, member_hash, account)
);
create index account_knows_by_account on account_knows (account);
-- What came of a bank's cards, counted by account: no row that all callers fight over, and a live page costs the same
-- at any size. what = dealt, unreported or an outcome's code.
create table tally (
  bucket bigint not null, account {bytes} not null, bank {bytes} not null, what text not null, n bigint not null,
  primary key (bucket, account, bank, what)
);
create index tally_by_bank on tally (bank);
-- What was answered in a bank's calls, counted likewise; never what was typed. what = script.version.part, and .choice or .step
-- behind it.
create table answer_tally (
  bucket bigint not null, account {bytes} not null, bank {bytes} not null, what text not null, n bigint not null,
  primary key (bucket, account, bank, what)
);
create index answer_tally_by_bank on answer_tally (bank, what);
-- Calls that a member complained of, as the caller passed it on; settled_at is when the data protection officer was done, settled_as
-- what they did (rules::rights::Settled). warned_at is when they were told that it is due soon, late_at that it is late. Whose call it
-- was stands in the card alone, for as long as the complaint waits.
create table complaint (
  bucket bigint not null, card {bytes} not null, campaign {bytes} not null, at bigint not null, settled_at bigint,
  settled_as text, warned_at bigint, late_at bigint,
  primary key (bucket, card)
);
create index complaint_waiting on complaint (at, card) where settled_at is null;
create index complaint_settled on complaint (settled_at, card) where settled_at is not null;
create index complaint_by_campaign on complaint (campaign);
-- How many a bank had rung by a moment: a sum of tally, noted every five minutes where it has changed, so that no card pays for
-- it. Kept for two days, the newest before that on.
create table bank_pace (
  bucket bigint not null, bank {bytes} not null, at bigint not null, rung bigint not null,
  primary key (bucket, bank, at)
);
-- How far a bank is with each group of its audience, as it is told: `body` holds a group and its number, moved and rounded, after
-- another. Written anew when so many more were done with than `done` that no single call shows (rules::audience::batch); `told` counts
-- how often it was, of which all banks of a campaign have a most (rules::audience::TABLES_MAX).
create table bank_groups (
  bucket bigint not null, bank {bytes} not null, done bigint not null, body text not null, at bigint not null,
  told bigint not null,
  primary key (bucket, bank)
);

-- ---------------------------------------------------------------- shifts
-- When callers come to ring: a campaign's shift, in one of its banks or in any. It gives no access. What is said of it is sealed
-- under the account key. state = planned or cancelled; `turn` counts how often it was changed. Erased thirty days after its end.
create table shift (
  bucket bigint not null, id {bytes} not null, campaign {bytes} not null, bank {bytes},
  starts_at bigint not null, ends_at bigint not null, places bigint not null, words_sealed {bytes} not null,
  state text not null, turn bigint not null, made_at bigint not null,
  primary key (bucket, id)
);
create index shift_by_id on shift (id);
create index shift_by_campaign on shift (campaign, starts_at, id);
create index shift_by_end on shift (ends_at);
-- Who has a place in a shift; one that is given back is deleted, and so is every one of an account whose access ends. remind_at:
-- when its holder is to be reminded, once; none where that is done, or too late.
create table shift_place (
  bucket bigint not null, account {bytes} not null, shift {bytes} not null, taken_at bigint not null, remind_at bigint,
  primary key (bucket, account, shift)
);
create index shift_place_by_shift on shift_place (shift, taken_at);
create index shift_place_due on shift_place (remind_at) where remind_at is not null;

-- ---------------------------------------------------------------- webhooks
-- Addresses that are told what happens (rules::hook): the organisation's, or one campaign's. The address, which may hold a secret of
-- its receiver, and the secrets are sealed under the account key; the one before the newest is valid until before_until. answers: the
-- account that answers for it; where they may no longer install it, it ends. kinds = the events it is told, with spaces; empty for all.
-- state = on, off (nobody took what it was told, or nobody answers for it) or removed; why says it of the second.
-- lost: how many events were not put because as many waited as may, lost_at: when the last; nothing again after seven days without one.
create table hook (
  bucket bigint not null, id {bytes} not null, campaign {bytes}, answers {bytes} not null,
  url_sealed {bytes} not null, secret_sealed {bytes} not null, before_sealed {bytes}, before_until bigint,
  kinds text not null, state text not null, why text not null, made_at bigint not null, state_at bigint not null,
  lost bigint not null, lost_at bigint,
  primary key (bucket, id)
);
create index hook_by_id on hook (id);
create index hook_on on hook (campaign, made_at) where state <> 'removed';
-- What each of them is told: ids alone, put in the act's own transaction. due_at goes on with each try, and while somebody tries it; first_at is the first try;
-- status is the last answer's, said a word where there was none. ended_as = taken, given-up or dropped. Kept for seven days.
create table hook_event (
  bucket bigint not null, id {bytes} not null, hook {bytes} not null, kind text not null, about text not null,
  put_at bigint not null, due_at bigint not null, tries bigint not null, first_at bigint, status bigint,
  said text not null, done_at bigint, ended_as text,
  primary key (bucket, id)
);
create index hook_event_due on hook_event (due_at) where done_at is null;
create index hook_event_by_hook on hook_event (hook, put_at);
create index hook_event_waits on hook_event (hook) where done_at is null;
create index hook_event_by_end on hook_event (done_at) where done_at is not null;

-- ---------------------------------------------------------------- screening
-- Registers of numbers whose subscribers want no unsolicited calls (rules::screening). `current` is the filling in force, and
-- setting it is the switch; `dated` and `since` count days from 2000-01-01. `digest` is of what the file held.
create table screening_list (
  bucket bigint not null, list text not null,
  current {bytes} not null, dated bigint not null, digest {bytes} not null, listed bigint not null, at bigint not null,
  primary key (bucket, list)
);
-- Fillings that are under way, or were left: nobody reads them. Each slice renews held_until.
create table screening_dark (
  bucket bigint not null, filling {bytes} not null, held_until bigint not null,
  primary key (bucket, filling)
);
-- All numbers of a filling whose never-again hashes begin with the same 18 bits: 6 bytes of each hash, sorted, and for those
-- that were listed lately the same 6 bytes with 2 of the day.
create table screening_row (
  bucket bigint not null, filling {bytes} not null, prefix bigint not null, tails {bytes} not null, since {bytes} not null,
  primary key (bucket, filling, prefix)
);
create index screening_row_by_filling on screening_row (filling, prefix);
-- Members who said to the organisation that its calls are fine, by never-again hash: that stands above a screening list until
-- they object.
create table calls_fine (
  bucket bigint not null, hash {bytes} not null, at bigint not null,
  primary key (bucket, hash)
);
-- Which number was rung when, and for whom, both by never-again hash: it rests before it is rung for another member who has
-- it. Rows go after a day.
create table number_rung (
  bucket bigint not null, hash {bytes} not null, whose {bytes} not null, at bigint not null,
  primary key (bucket, hash)
);
create index number_rung_by_time on number_rung (at);
-- Attempts of each campaign at each member in a contest of rivals: what slots and rests are counted by. `card` is the last
-- attempt; `asked_at` is when the member asked to be rung again, until they were.
create table rung (
  bucket bigint not null, member {bytes} not null, contest {bytes} not null, campaign {bytes} not null,
  calls bigint not null, last_at bigint not null, card {bytes} not null, asked_at bigint,
  primary key (bucket, member, contest, campaign)
);
create index rung_by_campaign on rung (campaign);

-- ---------------------------------------------------------------- freezes
-- What stands still, or did (rules::freeze). `target` is the id of what it is of, 16 zero bytes for all reading; `campaign` and
-- `contest` are what that lies in. It stands still until stops_at, which lifting sets to its own moment. The reason is for those
-- whom it stops, and sealed under the account key.
create table standstill (
  bucket bigint not null, id {bytes} not null, what text not null, target {bytes} not null,
  campaign {bytes}, contest {bytes}, pressed_at bigint not null, pressed_by {bytes} not null, pressed_as text not null,
  reason_sealed {bytes} not null, stops_at bigint not null,
  confirmed_at bigint, confirmed_by {bytes}, lifted_at bigint, lifted_by {bytes}, warned_at bigint, lapsed_at bigint,
  primary key (bucket, id)
);
create index standstill_in_force on standstill (stops_at);
create index standstill_by_time on standstill (pressed_at, id);
create index standstill_by_presser on standstill (pressed_by, pressed_at);
create index standstill_by_contest on standstill (contest, pressed_at, id);
create index standstill_by_what on standstill (what, pressed_at, id);
create index standstill_of on standstill (target, stops_at);
create index standstill_to_close on standstill (stops_at, id) where lapsed_at is null and lifted_at is null;
-- What those say who stand still, one of each account; answered where it stands still on all the same. Sealed like the reason.
create table standstill_appeal (
  bucket bigint not null, standstill {bytes} not null, account {bytes} not null,
  words_sealed {bytes} not null, at bigint not null, answered_at bigint, answered_by {bytes}, answer_sealed {bytes},
  primary key (bucket, standstill, account)
);

-- Hours of calls that were given back after a freeze: in this window those who stood still by it are dealt more cards in that
-- contest. What stood still, in which campaign and from when to when, stand here again, so that a lease reads them at once.
-- taken_at: somebody took the window back before it began.
create table given_hours (
  bucket bigint not null, standstill {bytes} not null, id {bytes} not null, contest {bytes} not null,
  what text not null, target {bytes} not null, campaign {bytes}, pressed_at bigint not null, stopped_at bigint not null,
  from_at bigint not null, until_at bigint not null, given_at bigint not null, given_by {bytes} not null,
  taken_at bigint, taken_by {bytes},
  primary key (bucket, standstill, id)
);
create index given_hours_by_end on given_hours (until_at) where taken_at is null;
create index given_hours_by_contest on given_hours (contest, from_at);

-- ---------------------------------------------------------------- requests
-- What takes two people: one asks, somebody else decides (rules::request). `about` holds `name=value` words that tell
-- nothing about anybody; `member` is 16 zero bytes where a request is about nobody, or about somebody who was forgotten.
-- Reasons are sealed under the member's erase key, or the account key where it is about nobody. `work_sealed` is what an act
-- that goes on in slices must still know, and `work_at` where it stands; both are wiped when it is done.
create table request (
  bucket bigint not null, id {bytes} not null, kind text not null, state text not null,
  member {bytes} not null, about text not null, reason_sealed {bytes} not null,
  asked_by {bytes} not null, asked_how text not null, asked_at bigint not null, until_at bigint not null,
  decided_by {bytes}, decided_at bigint, decision_sealed {bytes}, ended_at bigint,
  work_sealed {bytes}, work_at {bytes}, alone_at bigint,
  primary key (bucket, id)
);
create index request_waiting on request (asked_at, id) where state = 'asked';
create index request_begun on request (decided_at, id) where state = 'approved';
create index request_by_asker on request (asked_by, asked_at);
create index request_by_member on request (member);
-- What headquarters may read, or could, of what a campaign wrote about a member: a row for each case that two people agreed to,
-- and how often it was read. It names no member: the request does, until they are forgotten.
create table answers_case (
  bucket bigint not null, request {bytes} not null, campaign {bytes} not null, what_for text not null,
  asked_by {bytes} not null, agreed_by {bytes} not null, opened_at bigint not null, until_at bigint not null,
  reads bigint not null, read_at bigint,
  primary key (bucket, request)
);
create index answers_case_by_time on answers_case (opened_at, request);
create index answers_case_by_campaign on answers_case (campaign, opened_at, request);
-- Agreed tests. Two people sign one (`request`) before it begins; it can be used from `agreed_at`, when a checkpoint that holds
-- its entry was cosigned (`word`: by witnesses, or without any by the operator alone). Purpose and contact are sealed, and the
-- entry holds their hash. `over_at`: when its end was written down; `overdue_at`: that its report didn't come in time.
create table licence (
  bucket bigint not null, id {bytes} not null, request {bytes} not null, asked_by {bytes} not null, asked_at bigint not null,
  place text not null, scope text not null, from_at bigint not null, until_at bigint not null, words_sealed {bytes} not null,
  signed_at bigint, signed_by {bytes}, entry {bytes}, entry_bucket bigint,
  agreed_at bigint, agreed_entry {bytes}, word text, size bigint, note text,
  ended_at bigint, ended_by {bytes}, ended_entry {bytes}, ended_bucket bigint, over_at bigint,
  reported_at bigint, reported_by {bytes}, report_sealed {bytes}, overdue_at bigint,
  primary key (bucket, id)
);
create index licence_by_asked on licence (asked_at, id);
-- Whose accounts test, and from when until when what they do in this world carries the licence: never, for one that is for a
-- copy with invented members.
create table licence_tester (
  bucket bigint not null, account {bytes} not null, licence {bytes} not null,
  scope text not null, runs_from bigint, runs_until bigint not null,
  primary key (bucket, account, licence)
);
create index licence_tester_by_licence on licence_tester (licence, account);
-- Whom the organisation forgot, by an id that leads to nobody: when, under which month's key they were wrapped then, by
-- whose request (16 zero bytes: by a retention rule), and the entry that says so.
create table forgotten (
  bucket bigint not null, member {bytes} not null, at bigint not null, key_month bigint not null,
  request {bytes} not null, account {bytes} not null, entry {bytes} not null,
  primary key (bucket, member)
);
create index forgotten_by_time on forgotten (at, member);
create index forgotten_by_request on forgotten (request);
-- Never-again hashes of what forgotten members were known by, so that no file brings anybody back: `what` is a way of
-- --match. Their numbers in the organisation's books (external), and each two things together that their record ever held
-- (email+name, number+name, email+number).
create table forgotten_key (
  bucket bigint not null, hash {bytes} not null, what text not null, at bigint not null,
  primary key (bucket, hash)
);
-- How long things are kept, by rule (rules::retention). Without a row: for ever. Two people set it.
create table retention (
  bucket bigint not null, rule text not null, months bigint not null, set_at bigint not null, request {bytes} not null,
  primary key (bucket, rule)
);
-- Each time something was erased by these rules: `day` is the local day of a night's run, or the minute of one that was
-- asked for; `erased` holds `rule=n` words.
create table retention_run (
  bucket bigint not null, day text not null, at bigint not null, done_at bigint, erased text not null,
  primary key (bucket, day)
);
create index retention_run_by_time on retention_run (at);

-- ---------------------------------------------------------------- ledger
-- Entries as they were committed; the sequencer fills idx, number, previous and leaf afterwards. The act's root is not kept:
-- it is computed from the sealed act wherever it is needed (decision 0004).
create table entry (
  bucket bigint not null, id {bytes} not null,
  at bigint not null, account {bytes} not null, kind bigint not null,
  act_sealed {bytes} not null, subjects {bytes} not null,
  idx bigint, number bigint, previous {bytes}, leaf {bytes},
  primary key (bucket, id)
);
create index entry_waiting on entry (id) where idx is null;
create index entry_by_idx on entry (idx) where idx is not null;
-- One row for each member an entry is about, sealed by the member's key and bound to member and entry, so that it opens
-- nowhere else: forgetting destroys just this, and says in its own entry how many rows went. `entry_bucket` is where the
-- entry lies, so that a member's entries are found; the index finds an entry's members, and grows at its end.
create table entry_subject (
  bucket bigint not null, member {bytes} not null, entry {bytes} not null, part_sealed {bytes} not null,
  entry_bucket bigint not null,
  primary key (bucket, member, entry)
);
create index entry_subject_by_entry on entry_subject (entry);
-- Under whose names strangers were refused, by the entry that counts a minute's refusals (the system's own): so that an
-- account's record shows what was tried under its name, though the log has one entry for all of them.
create table entry_tried (
  bucket bigint not null, account {bytes} not null, entry {bytes} not null,
  primary key (bucket, account, entry)
);
create table account_head (
  bucket bigint not null, account {bytes} not null, number bigint not null, head {bytes} not null,
  primary key (bucket, account)
);
-- How far each account had come when an hour's entry pinned all of them: of each pin only the rows that are others than at the
-- one before. A pin's rows are each account's with the greatest size that is not above the pin's.
create table account_pinned (
  bucket bigint not null, account {bytes} not null, size bigint not null, number bigint not null, head {bytes} not null,
  primary key (bucket, account, size)
);
-- At which sizes they were pinned, and when.
create table log_pinned (
  bucket bigint not null, size bigint not null, at bigint not null,
  primary key (bucket, size)
);
create index log_pinned_by_size on log_pinned (size);
-- The head of the tree: moved by compare-and-set on (size, epoch).
create table log_head (
  bucket bigint not null, origin text not null,
  size bigint not null, frontier {bytes} not null, epoch bigint not null,
  holder text not null, held_until bigint not null,
  signed_size bigint not null, note text not null, signed_at bigint not null,
  primary key (bucket, origin)
);
create table log_tile (
  bucket bigint not null, level bigint not null, idx bigint not null, hashes {bytes} not null,
  primary key (bucket, level, idx)
);
-- How often somebody was shown something of members, and of how many, by hour (whole hours since 1970, UTC): counted by the
-- sequencer out of the acts that it places, so that a chart of weeks reads some hundred rows. The entries are the truth;
-- `ledger verify` counts them again.
create table shown_hour (
  bucket bigint not null, hour bigint not null, looks bigint not null, members bigint not null,
  primary key (bucket, hour)
);
create index shown_hour_by_time on shown_hour (hour);
-- What headquarters took (rules::fairness::took), by hour: counted by the sequencer, like shown_hour.
create table taken_hour (
  bucket bigint not null, hour bigint not null, what text not null, n bigint not null,
  primary key (bucket, hour, what)
);
create index taken_hour_by_time on taken_hour (hour);
-- Entries that a restore lost and over which the log went on: their published records of 33 bytes, in runs that lie within one
-- bundle of 256. They have places in the tree like all others, and no row of `entry`.
create table log_lost (
  bucket bigint not null, idx bigint not null, records {bytes} not null,
  primary key (bucket, idx)
);
create index log_lost_by_idx on log_lost (idx);
-- Each time that it did so: which indices the lost ones lie between, how many are lost, and the root with which it went on.
-- Every account's chain leads through a link made of this.
create table log_resumed (
  bucket bigint not null, size bigint not null, from_size bigint not null, root {bytes} not null,
  lost bigint not null, at bigint not null,
  primary key (bucket, size)
);
-- What each witness of the log said last: the checkpoint it cosigned, with its cosignature, and since when it is behind.
-- `told_at`: when an entry last told that it showed another history, 0 before the first.
create table log_witness (
  bucket bigint not null, origin text not null, witness text not null,
  size bigint not null, note text not null, cosigned_at bigint not null, behind_since bigint, said text not null,
  told_at bigint not null,
  primary key (bucket, origin, witness)
);
-- The last checkpoint on which enough of them agreed, and since when too few do.
create table log_agreed (
  bucket bigint not null, origin text not null,
  size bigint not null, note text not null, at bigint not null, unmet_since bigint,
  primary key (bucket, origin)
);
-- The first checkpoint of each hour on which enough of them agreed: an exhibit shows with it that its entries weren't in the
-- log before. `hour` counts from 1970.
create table log_kept (
  bucket bigint not null, origin text not null, hour bigint not null,
  size bigint not null, note text not null,
  primary key (bucket, origin, hour)
);

-- ---------------------------------------------------------------- test copies
-- The test copy (decoy) of a licence, in the world that it is a copy for: which name and key its log has, and with which
-- checkpoint that log ended. One licence has one copy.
create table decoy (
  bucket bigint not null, licence {bytes} not null, origin text not null, log_key text not null,
  made_at bigint not null, ended_at bigint, size bigint, root {bytes},
  primary key (bucket, licence)
);
-- In a test copy alone: which of its accounts stands for a tester in one role. `number` is the tester's in its name.
create table decoy_account (
  bucket bigint not null, tester {bytes} not null, role text not null, account {bytes} not null, number bigint not null,
  primary key (bucket, tester, role)
);

-- ---------------------------------------------------------------- training
-- What somebody was trained in, by their account: kind = practice (each time it was finished, mark = the receipt's id, so that
-- none counts twice) or notice (mark = which words were read). Nothing of a member, and nothing of what was done in practice.
create table training (
  bucket bigint not null, account {bytes} not null, kind text not null, mark {bytes} not null, at bigint not null,
  primary key (bucket, account, kind, mark)
);
-- Banks that deal cards to those alone who have practised and read the notice.
create table bank_training (
  bucket bigint not null, bank {bytes} not null, since bigint not null,
  primary key (bucket, bank)
);
-- In a practice world alone: which of its accounts sits there for whom. who = a word for somebody of the live world, which nobody
-- turns back without the live world's keys; the bucket is that word's.
create table practice_desk (
  bucket bigint not null, who {bytes} not null, account {bytes} not null, entered_at bigint not null,
  primary key (bucket, who, account)
);
create unique index practice_desk_by_account on practice_desk (account);

-- ---------------------------------------------------------------- feed and outbox
-- Every cache lives on this feed. `xact` makes polling gap-safe where commits can overtake each other; on SQLite the
-- rowid does, so the newest row is never deleted.
create table change (
  bucket bigint not null, id {bytes} not null, xact {xact}, kind text not null, ref {bytes} not null, at bigint not null,
  primary key (bucket, id)
);
create index change_order on change (xact, id);
-- Facts that no restored backup may undo, in the words of never-again.log: written in the act's own transaction, and into
-- that file beside the keys before the act is answered. People stand in them as never-again hashes.
create table never_again (
  bucket bigint not null, id {bytes} not null, xact {xact}, at bigint not null, fact text not null,
  primary key (bucket, id)
);
create index never_again_order on never_again (xact, id);
-- What must happen outside: ids and sealed variables only; the address is opened at sending. whom = member, account,
-- invitation or operator; recipient is its id, 16 zero bytes for the operator. put_at never changes, due_at goes on with each try. said
-- is the last reply's code, never its words. ended_as = sent, bounced, refused, given-up or no-address.
create table outbox (
  bucket bigint not null, id {bytes} not null, kind text not null, whom text not null, recipient {bytes} not null,
  vars_sealed {bytes} not null, put_at bigint not null, due_at bigint not null, tries bigint not null,
  said text not null, done_at bigint, ended_as text, address_hash {bytes},
  primary key (bucket, id)
);
create index outbox_due on outbox (due_at) where done_at is null;
create index outbox_ended on outbox (done_at) where done_at is not null;
-- Addresses that don't work, one for each member or account. Of the address itself there is a keyed hash, so that a new
-- one is tried. The row goes when a letter is taken.
create table address_fault (
  bucket bigint not null, recipient {bytes} not null, address_hash {bytes} not null, code text not null,
  first_at bigint not null, last_at bigint not null, times bigint not null,
  primary key (bucket, recipient)
);
create index outbox_by_recipient on outbox (recipient)
