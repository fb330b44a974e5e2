//! What an entry of the ledger can be about: stable numbers, names and message keys.
//!
//! The number stands in signed entries, so it is never given twice and never changed; a kind that
//! falls out of use keeps its number. There are gaps in each hundred for what later rooms need.
//! A verifier that doesn't know a number proves the bytes and says so.

#[macro_use]
mod listing;
#[macro_use]
mod phone_bank;
mod telling;

with_those_of_the_phone_bank! {
    /// The server started.
    Start = 100, "start", "event-start";
    /// The server stopped in order.
    Stop = 101, "stop", "event-stop";
    /// The program's version changed.
    Version = 102, "version", "event-version";
    /// The configuration changed.
    Configuration = 103, "configuration", "event-configuration";
    /// The schema went a step on.
    Migration = 104, "migration", "event-migration";
    /// A backup was restored.
    Restore = 105, "restore", "event-restore";
    /// A long-lived key was used, made or destroyed.
    KeyUse = 106, "key_use", "event-key-use";
    /// The machine's clock jumped.
    ClockJump = 107, "clock_jump", "event-clock-jump";
    /// A command was given at the console.
    Console = 108, "console", "event-console";
    /// Letters were opened to be sent, each to its own subject.
    LettersOpened = 109, "letters_opened", "event-letters-opened";
    /// A letter came back: its address does not work.
    LetterBounced = 110, "letter_bounced", "event-letter-bounced";
    /// A letter was given up after days of trying, or the server refused what it says.
    LetterGivenUp = 111, "letter_given_up", "event-letter-given-up";
    /// A new certificate is in use.
    CertificateChanged = 112, "certificate_changed", "event-certificate-changed";
    /// An alert was written.
    AlertWritten = 113, "alert_written", "event-alert-written";
    /// What is wrong with the installation was shown.
    HealthShown = 114, "health_shown", "event-health-shown";
    /// A backup was made.
    BackupMade = 116, "backup_made", "event-backup-made";
    /// The keys were copied to another place.
    KeysCopied = 117, "keys_copied", "event-keys-copied";
    /// A world that came out of a backup was let go on.
    WorldThawed = 118, "world_thawed", "event-world-thawed";
    /// What happened after a backup was done once more: objections, leavers, erasures.
    NeverAgain = 119, "never_again", "event-never-again";
    /// A job opened sealed fields without showing anyone.
    MachineRun = 120, "machine_run", "event-machine-run";
    /// Somebody finished practising.
    Practice = 130, "practice", "event-practice";

    /// Somebody signed in.
    SignIn = 200, "sign_in", "event-sign-in";
    /// Somebody signed out.
    SignOut = 201, "sign_out", "event-sign-out";
    /// A sign-in was refused. Out of use: such an entry for each account told outsiders, by the log's size, which
    /// addresses have one; they stand in [`Self::RefusalsCounted`].
    SignInRefused = 202, "sign_in_refused", "event-sign-in-refused";
    /// A request of a signed-in account was refused.
    Refusal = 210, "refusal", "event-refusal";
    /// Refusals of strangers, counted over a minute, with the accounts whose names they tried: one entry for all of them.
    RefusalsCounted = 211, "refusals_counted", "event-refusals-counted";
    /// An account was added.
    AccountAdded = 220, "account_added", "event-account-added";
    /// A role was given for a time.
    TermGranted = 221, "term_granted", "event-term-granted";
    /// A role was taken away.
    TermEnded = 222, "term_ended", "event-term-ended";
    /// Somebody set their own password.
    PasswordSet = 223, "password_set", "event-password-set";
    /// Somebody tied their own app to their account.
    AppSet = 224, "app_set", "event-app-set";
    /// A colleague was handed a new code.
    CodeHandedOut = 225, "code_handed_out", "event-code-handed-out";
    /// A colleague's sessions, codes and password were ended; the roles stayed.
    AccountShut = 226, "account_shut", "event-account-shut";
    /// A way back in was asked for at the console; it opens a day later.
    RecoveryAsked = 227, "recovery_asked", "event-recovery-asked";
    /// A way back in was stopped.
    RecoveryStopped = 228, "recovery_stopped", "event-recovery-stopped";
    /// Right passwords came with wrong numbers, again and again. Out of use, as [`Self::SignInRefused`] is.
    NumbersRefused = 229, "numbers_refused", "event-numbers-refused";
    /// The list of accounts was shown.
    AccountsShown = 230, "accounts_shown", "event-accounts-shown";
    /// Somebody added a passkey for themselves.
    PasskeyAdded = 231, "passkey_added", "event-passkey-added";
    /// Somebody removed one of their own passkeys.
    PasskeyRemoved = 232, "passkey_removed", "event-passkey-removed";
    /// Somebody looked at their own passkeys.
    PasskeysShown = 233, "passkeys_shown", "event-passkeys-shown";
    /// A passkey's count stood still or went back: there may be a copy of it. Nobody was let in.
    PasskeyDoubted = 234, "passkey_doubted", "event-passkey-doubted";
    /// Somebody signed in with a browser that their account had not used before.
    NewDevice = 235, "new_device", "event-new-device";
    /// Somebody showed again who they are, in the session that they had.
    ShownAgain = 238, "shown_again", "event-shown-again";
    /// An organiser invited people to ring for the campaign.
    PeopleInvited = 240, "people_invited", "event-people-invited";
    /// The invitations of a campaign were shown to its organiser.
    InvitationsShown = 241, "invitations_shown", "event-invitations-shown";
    /// An invitation that was not used was given a new code.
    InvitationRenewed = 242, "invitation_renewed", "event-invitation-renewed";
    /// An invitation was taken back before it was used.
    InvitationTakenBack = 243, "invitation_taken_back", "event-invitation-taken-back";
    /// Whoever joined read what is written down about callers.
    NoticeRead = 244, "notice_read", "event-notice-read";
    /// A caller typed an address that belongs to another account.
    AddressTaken = 245, "address_taken", "event-address-taken";
    /// Somebody who wants to add a device key was mailed a code, which proves their address.
    DeviceCodeMailed = 246, "device_code_mailed", "event-device-code-mailed";
    /// Somebody added a key of their browser, with a PIN: who vouched for them, and until when it works.
    DeviceKeyAdded = 247, "device_key_added", "event-device-key-added";
    /// Somebody removed such a key of theirs.
    DeviceKeyRemoved = 248, "device_key_removed", "event-device-key-removed";
    /// Such a key ended, because its PIN was wrong too often.
    DeviceKeyEnded = 249, "device_key_ended", "event-device-key-ended";
    /// The roles of an account were shown.
    TermsShown = 250, "terms_shown", "event-terms-shown";
    /// What an account may do, and why, was shown.
    LeaveShown = 251, "leave_shown", "event-leave-shown";
    /// Somebody looked at their own device keys.
    DeviceKeysShown = 252, "device_keys_shown", "event-device-keys-shown";
    /// Somebody typed another code than the one they were mailed.
    DeviceCodeWrong = 253, "device_code_wrong", "event-device-code-wrong";
    /// What takes two people was asked for, to be done by whoever asked after a day in which everybody may refuse.
    AloneAsked = 260, "alone_asked", "event-alone-asked";
    /// Whoever asked did it alone: the day was over, and nobody had refused.
    AloneDone = 261, "alone_done", "event-alone-done";
    /// Somebody who was invited typed a membership number and a birth year; the year was compared with the one kept.
    BirthYearTried = 262, "birth_year_tried", "event-birth-year-tried";
    /// Somebody connected their account with the organisation's own sign-in.
    IdentityConnected = 263, "identity_connected", "event-identity-connected";
    /// Somebody disconnected it.
    IdentityDisconnected = 264, "identity_disconnected", "event-identity-disconnected";
    /// The organisation's own sign-in said that somebody signed out there, and the sessions that it had opened ended.
    IdentityEnded = 265, "identity_ended", "event-identity-ended";
    /// Somebody looked whether their account is connected.
    IdentityShown = 266, "identity_shown", "event-identity-shown";
    /// A test copy began: the first entry of its own log, which names the licence in the live log.
    DecoyBegun = 280, "decoy_begun", "event-decoy-begun";
    /// A tester got an account of a test copy; in the copy's own log.
    DecoyAccount = 281, "decoy_account", "event-decoy-account";
    /// A test copy was made, and its log has this name and this key.
    DecoyMade = 282, "decoy_made", "event-decoy-made";
    /// A tester asked for a way into a test copy.
    DecoyEntered = 283, "decoy_entered", "event-decoy-entered";
    /// A test copy ended, and its log ends with this checkpoint.
    DecoyEnded = 284, "decoy_ended", "event-decoy-ended";

    /// An import began.
    ImportBegun = 300, "import_begun", "event-import-begun";
    /// An import took effect.
    ImportSwitched = 301, "import_switched", "event-import-switched";
    /// An import was given up; nothing changed.
    ImportAbandoned = 302, "import_abandoned", "event-import-abandoned";
    /// The rejected rows went back to their uploader.
    RejectsOpened = 303, "rejects_opened", "event-rejects-opened";
    /// A file was tried without importing it: counts of what it would do.
    ImportTried = 304, "import_tried", "event-import-tried";
    /// An import was undone.
    ImportUndone = 305, "import_undone", "event-import-undone";
    /// Members whom an import or its undo wants looked at were shown by membership number.
    ImportNotesShown = 306, "import_notes_shown", "event-import-notes-shown";
    /// Members were searched; masked hits were shown.
    Search = 310, "search", "event-search";
    /// One member was opened.
    MemberOpened = 311, "member_opened", "event-member-opened";
    /// The queue of reports from calls was shown.
    ReportsShown = 312, "reports_shown", "event-reports-shown";
    /// A report from a call was settled.
    ReportSettled = 313, "report_settled", "event-report-settled";
    /// A fuller reason was asked for before a look.
    ReasonAsked = 314, "reason_asked", "event-reason-asked";
    /// That reason was given.
    ReasonGiven = 315, "reason_given", "event-reason-given";
    /// The reasons that wait for a second reader were shown.
    ReasonsShown = 316, "reasons_shown", "event-reasons-shown";
    /// A second person read a reason.
    ReasonRead = 317, "reason_read", "event-reason-read";
    /// A member's record was corrected.
    MemberCorrected = 318, "member_corrected", "event-member-corrected";
    /// A member was added by hand.
    MemberAdded = 319, "member_added", "event-member-added";
    /// A membership was ended.
    MembershipEnded = 320, "membership_ended", "event-membership-ended";
    /// A membership was resumed.
    MembershipResumed = 321, "membership_resumed", "event-membership-resumed";
    /// A record was marked as protected.
    MemberProtected = 322, "member_protected", "event-member-protected";
    /// The protection was lifted.
    ProtectionLifted = 323, "protection_lifted", "event-protection-lifted";
    /// A record was restricted: kept, and not used.
    MemberRestricted = 324, "member_restricted", "event-member-restricted";
    /// The restriction was lifted.
    RestrictionLifted = 325, "restriction_lifted", "event-restriction-lifted";
    /// Objections were lifted on the member's own word.
    CallsAllowed = 326, "calls_allowed", "event-calls-allowed";
    /// A note was written on a member.
    NoteWritten = 327, "note_written", "event-note-written";
    /// An account was linked to its member's record.
    AccountLinked = 328, "account_linked", "event-account-linked";
    /// What was covered of a protected or restricted record was asked for.
    ContactUncovered = 329, "contact_uncovered", "event-contact-uncovered";
    /// A member was forgotten; the subject part went with them.
    MemberForgotten = 330, "member_forgotten", "event-member-forgotten";
    /// What was kept long enough was erased.
    RetentionRun = 331, "retention_run", "event-retention-run";
    /// How long something is kept was changed.
    RetentionChanged = 332, "retention_changed", "event-retention-changed";
    /// The certificate of a forgetting was shown.
    CertificateShown = 333, "certificate_shown", "event-certificate-shown";
    /// The list of those who are being forgotten was shown; it names nobody.
    ForgettingShown = 334, "forgetting_shown", "event-forgetting-shown";
    /// What forgetting a member would destroy was shown.
    ForgettingPreviewed = 335, "forgetting_previewed", "event-forgetting-previewed";
    /// How much would be erased was counted.
    RetentionCounted = 336, "retention_counted", "event-retention-counted";
    /// Exact totals of a year were shown.
    TotalsShown = 340, "totals_shown", "event-totals-shown";
    /// The tree of branches was changed.
    BranchChanged = 341, "branch_changed", "event-branch-changed";
    /// Members who may stand on the roll twice were to be looked for.
    DuplicatesSought = 342, "duplicates_sought", "event-duplicates-sought";
    /// Records that may be one person were shown, masked.
    DuplicatesShown = 343, "duplicates_shown", "event-duplicates-shown";
    /// Somebody said that two records are two people.
    ToldApart = 344, "told_apart", "event-told-apart";
    /// One record was merged into another: the alias of who goes.
    MembersMerged = 345, "members_merged", "event-members-merged";
    /// A merge was undone.
    MergeUndone = 346, "merge_undone", "event-merge-undone";
    /// All identical records were to be merged.
    BulkMergeBegun = 347, "bulk_merge_begun", "event-bulk-merge-begun";
    /// Merging identical records came to its end.
    BulkMergeEnded = 348, "bulk_merge_ended", "event-bulk-merge-ended";
    /// A merge of many records was to be undone.
    BulkUndoBegun = 349, "bulk_undo_begun", "event-bulk-undo-begun";
    /// For how long backups are kept was changed.
    BackupKeepChanged = 350, "backup_keep_changed", "event-backup-keep-changed";
    /// The log's checkpoint was sent to campaigns, offices, the committee and auditors, to be kept.
    CheckpointMailed = 355, "checkpoint_mailed", "event-checkpoint-mailed";
    /// Other witnesses are asked to cosign the log than before.
    WitnessesSet = 356, "witnesses_set", "event-witnesses-set";
    /// A witness says that it has seen another history of the log.
    WitnessContradicted = 357, "witness_contradicted", "event-witness-contradicted";
    /// Somebody took what the ledger holds about their own account along, with its proofs.
    OwnExhibitTaken = 359, "own_exhibit_taken", "event-own-exhibit-taken";
    /// Entries were taken along with their proofs, to be handed on. Members have a subject part where theirs are open.
    ExhibitTaken = 360, "exhibit_taken", "event-exhibit-taken";
    /// The log went on after a restore, under its own name, over entries of which only the published records are left.
    LogResumed = 362, "log_resumed", "event-log-resumed";
    /// Parts of entries about members who are forgotten, or whose import was taken back, were destroyed afterwards.
    PartsDestroyed = 365, "parts_destroyed", "event-parts-destroyed";
    /// Somebody was shown their own sessions.
    SessionsShown = 390, "sessions_shown", "event-sessions-shown";
    /// Somebody ended one of their own sessions, or all but the one at hand.
    SessionsEnded = 391, "sessions_ended", "event-sessions-ended";

    /// A card was dealt and its name shown.
    CardDealt = 400, "card_dealt", "event-card-dealt";
    /// The number of a card was shown.
    NumberShown = 401, "number_shown", "event-number-shown";
    /// A card's time was extended.
    CardExtended = 402, "card_extended", "event-card-extended";
    /// The same card was shown again, as on a reload.
    CardRedisclosed = 403, "card_redisclosed", "event-card-redisclosed";
    /// An outcome was written down in time.
    Outcome = 410, "outcome", "event-outcome";
    /// An outcome came after the card had closed.
    LateOutcome = 411, "late_outcome", "event-late-outcome";
    /// A member doesn't want calls.
    Objection = 412, "objection", "event-objection";
    /// A card's time was up without an outcome.
    CardUnreported = 420, "card_unreported", "event-card-unreported";
    /// A card went to another desk, its number unseen.
    CardTakenOver = 421, "card_taken_over", "event-card-taken-over";

    /// A bank was opened.
    BankOpened = 500, "bank_opened", "event-bank-opened";
    /// A bank was paused.
    BankPaused = 501, "bank_paused", "event-bank-paused";
    /// A bank was added.
    BankAdded = 502, "bank_added", "event-bank-added";
    /// A phase of a contest was opened.
    PhaseOpened = 510, "phase_opened", "event-phase-opened";
    /// A contest was added.
    ContestAdded = 511, "contest_added", "event-contest-added";
    /// A campaign was added.
    CampaignAdded = 512, "campaign_added", "event-campaign-added";
    /// Counts were shown.
    CountsShown = 520, "counts_shown", "event-counts-shown";
    /// The most an account or campaign can learn was shown.
    ExposureShown = 521, "exposure_shown", "event-exposure-shown";

    /// A page of the ledger was shown.
    LedgerPageShown = 600, "ledger_page_shown", "event-ledger-page-shown";
    /// Somebody was shown the record of their own acts.
    OwnRecordShown = 601, "own_record_shown", "event-own-record-shown";
    /// The heads of all accounts, as one root.
    Heads = 610, "heads", "event-heads";

    /// Somebody asked for what takes two people.
    RequestAsked = 700, "request_asked", "event-request-asked";
    /// A second person approved it.
    RequestApproved = 701, "request_approved", "event-request-approved";
    /// A second person refused it.
    RequestRefused = 702, "request_refused", "event-request-refused";
    /// Whoever asked took it back.
    RequestWithdrawn = 703, "request_withdrawn", "event-request-withdrawn";
    /// Nobody decided in time, or whoever asked lost the role.
    RequestLapsed = 704, "request_lapsed", "event-request-lapsed";
    /// Requests were shown.
    RequestsShown = 705, "requests_shown", "event-requests-shown";
    /// What was approved is done.
    RequestDone = 706, "request_done", "event-request-done";
    /// What was approved could not be done.
    RequestFailed = 707, "request_failed", "event-request-failed";
    /// A test was agreed: two signed it.
    LicenceSigned = 711, "licence_signed", "event-licence-signed";
    /// A checkpoint that holds a licence was cosigned, so that it can be used.
    LicenceAgreed = 712, "licence_agreed", "event-licence-agreed";
    /// An agreed test ended.
    LicenceEnded = 713, "licence_ended", "event-licence-ended";
    /// The report of a test was handed in.
    LicenceReported = 714, "licence_reported", "event-licence-reported";
    /// The report of a test wasn't handed in in time.
    LicenceOverdue = 715, "licence_overdue", "event-licence-overdue";
    /// Agreed tests were shown.
    LicencesShown = 716, "licences_shown", "event-licences-shown";
    /// It was asked whether what an account did was an agreed test.
    LicenceChecked = 717, "licence_checked", "event-licence-checked";
    /// Two people agreed that what a campaign wrote about a member be read, and the campaign was told.
    AnswersOpened = 720, "answers_opened", "event-answers-opened";
    /// What a campaign wrote about a member was read outside the campaign.
    AnswersRead = 721, "answers_read", "event-answers-read";
    /// It was shown when and what for headquarters read what a campaign wrote.
    CasesShown = 722, "cases_shown", "event-cases-shown";

    /// The date of a contest's phase was moved.
    DateMoved = 800, "date_moved", "event-date-moved";
    /// The members of a contest were fixed, in the dark.
    SnapshotPrepared = 801, "snapshot_prepared", "event-snapshot-prepared";
    /// The fixed members of a contest were erased.
    SnapshotGone = 802, "snapshot_gone", "event-snapshot-gone";
    /// A contest's access is due, and what must be ready isn't.
    ContestLate = 803, "contest_late", "event-contest-late";
    /// Something that must be ready before access was signed.
    ReadySigned = 804, "ready_signed", "event-ready-signed";
    /// It was said who answers to a contest's alarms.
    DutySet = 805, "duty_set", "event-duty-set";
    /// A campaign showed its own words for the draw: they are published.
    LotShown = 806, "lot_shown", "event-lot-shown";
    /// The campaigns of a draw were fixed: by the first fingerprint, or when the time for them was over.
    DrawFixed = 807, "draw_fixed", "event-draw-fixed";
    /// From now on words of a draw can be shown, for a day at least.
    DrawWords = 808, "draw_words", "event-draw-words";
    /// Something stands still from now on.
    Frozen = 830, "frozen", "event-frozen";
    /// A second person said that it stands still on.
    FreezeConfirmed = 831, "freeze_confirmed", "event-freeze-confirmed";
    /// It goes on.
    FreezeLifted = 832, "freeze_lifted", "event-freeze-lifted";
    /// A freeze ended by its time.
    FreezeLapsed = 833, "freeze_lapsed", "event-freeze-lapsed";
    /// Whoever stands still said that it is wrong.
    FreezeAppealed = 834, "freeze_appealed", "event-freeze-appealed";
    /// An appeal was answered: it stands still on.
    FreezeKept = 835, "freeze_kept", "event-freeze-kept";
    /// The board of freezes was shown.
    FreezesShown = 836, "freezes_shown", "event-freezes-shown";
    /// Everything of an account ended at once, because its holder left.
    Left = 850, "left", "event-left";
    /// A campaign withdrew: its roles ended and its banks closed.
    CampaignWithdrawn = 851, "campaign_withdrawn", "event-campaign-withdrawn";
    /// Somebody left who holds an office: a person ends that.
    OfficeLeft = 852, "office_left", "event-office-left";
    /// Accounts were shown to the organisation's directory.
    DirectoryRead = 853, "directory_read", "event-directory-read";
    /// The organisation's directory added or changed an account that holds no role.
    DirectoryChanged = 854, "directory_changed", "event-directory-changed";
    /// A key for the organisation's directory was made.
    DirectoryKeyMade = 855, "directory_key_made", "event-directory-key-made";
    /// A key for the organisation's directory was ended.
    DirectoryKeyEnded = 856, "directory_key_ended", "event-directory-key-ended";
    /// The keys of a contest's campaigns were destroyed: nothing that they wrote about anybody opens any more.
    CampaignsShredded = 870, "campaigns_shredded", "event-campaigns-shredded";
    /// What a campaign's calls and queues still said was erased, after its key.
    CampaignSwept = 871, "campaign_swept", "event-campaign-swept";
    /// That what a campaign wrote is destroyed was shown.
    ShreddingShown = 872, "shredding_shown", "event-shredding-shown";
    /// A contest's terms were laid, and the secret of its draw was committed to.
    DrawCommitted = 873, "draw_committed", "event-draw-committed";
    /// A campaign handed in the fingerprint of words of its own for the draw.
    LotAdded = 874, "lot_added", "event-lot-added";
    /// What the draw was made of was shown.
    DrawShown = 875, "draw_shown", "event-draw-shown";
    /// A campaign's own page was shown.
    CampaignShown = 876, "campaign_shown", "event-campaign-shown";
    /// Hours of calls that a freeze took were given back.
    HoursGivenBack = 880, "hours_given_back", "event-hours-given-back";
    /// A window of such hours was taken back before it began.
    HoursTakenBack = 881, "hours_taken_back", "event-hours-taken-back";
}

#[cfg(test)]
mod tests;
