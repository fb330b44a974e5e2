//! The acts policy knows, each by its own name: never a stand-in.

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)+) => {
        /// One act, named for what is literally done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $($(#[$doc])* $name,)+ }

        impl Action {
            /// Every act, in the order of the matrix.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The act in plain words, as the matrix and the ledger write it.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// The key of the act's name in the message files: its words, joined.
            pub fn key(self) -> String {
                let letters = self.text().chars().filter(|c| *c != '\'');
                let joined = letters.map(|c| if c == ' ' { '-' } else { c });
                format!("action-{}", joined.collect::<String>())
            }
        }
    };
}

actions! {
    /// See one's own desk, without a card.
    SeeOwnDesk = "see own desk";
    /// Be dealt a card: one member's name.
    Lease = "be dealt a card";
    /// See the open card again, as on a reload.
    SeeCard = "see the open card again";
    /// Dial the card's number; in a bank dialled by hand that shows it.
    Dial = "dial";
    /// Keep the card longer: "I'm still talking".
    Extend = "keep the card longer";
    /// Say in which branches one would like to ring.
    PreferBranches = "say where one would ring";
    /// Say in which languages one rings.
    RingInLanguages = "say in which languages one rings";
    /// Take a break from a bank: no card, and not gone.
    TakeBreak = "take a break";
    /// Hand a card back without an outcome.
    HandBack = "hand a card back";
    /// Write down the outcome in time.
    Record = "record an outcome";
    /// Write down an outcome after the card has closed; shows nothing.
    RecordLate = "record a late outcome";
    /// Pass on that a member doesn't want calls; shows nothing.
    Object = "pass on an objection";
    /// Count who a bank would ring, in safe counts.
    CountBank = "count who a bank would ring";
    /// Count an audience, and see the published tables, in safe counts.
    CountAudience = "count an audience";
    /// Watch a bank's progress, in safe counts.
    WatchBank = "watch a bank's progress";
    /// Add a bank to a campaign; it begins paused.
    AddBank = "add a bank";
    /// Open a bank for calls.
    OpenBank = "open a bank";
    /// Pause a bank.
    PauseBank = "pause a bank";
    /// Close a bank for good.
    CloseBank = "close a bank for good";
    /// Choose in which order a paused bank deals.
    OrderBank = "choose a bank's order";
    /// Add a contest.
    AddContest = "add a contest";
    /// Add a campaign to a contest.
    AddCampaign = "add a campaign";
    /// Open a contest's phase.
    OpenPhase = "open a phase";
    /// Change the month's key: everything is wrapped and indexed anew; shows nothing.
    ChangeKeys = "change the month's key";
    /// Import a file of members.
    Import = "import a file";
    /// Import a screening list: numbers that aren't rung.
    ImportScreening = "import a screening list";
    /// See an import's figures.
    SeeImport = "see an import's figures";
    /// Take back the rejected rows of one's own file.
    TakeRejects = "take back rejected rows";
    /// Try a file without importing it; safe counts.
    TryImport = "try a file";
    /// Undo an import, field by field.
    UndoImport = "undo an import";
    /// See, by membership number, whom one's own import or undo, or one of the console's, left to be looked at.
    SeeImportNotes = "see whom an import left";
    /// Search members; masked hits.
    SearchMembers = "search members";
    /// Open one member of the roll.
    OpenMember = "open a member";
    /// See exact totals, and the tree of branches they stand in.
    SeeTotals = "see exact totals";
    /// Change the tree of branches.
    EditBranches = "change the tree of branches";
    /// Correct one member's record.
    CorrectMember = "correct a member's record";
    /// Change, or give, the organisation's own number for a member.
    RenumberMember = "give a membership number";
    /// Add a member by hand.
    AddMember = "add a member";
    /// End one membership, or resume it.
    EndMembership = "end or resume a membership";
    /// Mark one record as protected or restricted.
    MarkMember = "protect or restrict a record";
    /// Lift a protection or a restriction.
    LiftMark = "lift a protection or restriction";
    /// Write down the objection of a member who told the office.
    ObjectFor = "write down a member's objection";
    /// Lift a member's objections, on their own word.
    AllowCalls = "lift objections on the member's word";
    /// Write a note on one member.
    WriteNote = "write a note on a member";
    /// Give a member, who has shown who they are, a code that opens their own page, covered.
    GiveOwnCode = "give a code for a member's page";
    /// See the reasons that colleagues gave for looks.
    SeeReasons = "see reasons for looks";
    /// Read one such reason as its second reader.
    ReadReason = "read the reason for a look";
    /// Say which member's record is an account's own.
    LinkAccount = "link an account to its record";
    /// Look for members who stand on the roll twice; shows nobody.
    SeekDuplicates = "look for duplicates";
    /// See which records may be one person; masked.
    SeeDuplicates = "see possible duplicates";
    /// Say that two records are two people; shows nothing.
    TellApart = "say that two records are two people";
    /// Merge one member's record with another, or undo that.
    MergeMembers = "merge two records";
    /// Merge all records that say the same, or undo that; shows nothing.
    MergeIdentical = "merge all identical records";
    /// See the queue of reports from calls.
    SeeReports = "see reports from calls";
    /// Settle a report from a call: it was right, or a mistake; shows nothing.
    SettleReport = "settle a report from a call";
    /// See whose reports are far more than chance explains; accounts and counts, no members.
    SeeApart = "see whose reports stand apart";
    /// Settle all waiting reports of one caller as mistakes; shows nothing.
    UndoReports = "undo a caller's reports";
    /// See the ledger.
    SeeLedger = "see the ledger";
    /// See what the ledger holds about oneself.
    SeeOwnRecord = "see own record";
    /// Take what the ledger holds about oneself along, with its proofs.
    TakeOwnExhibit = "take own record as an exhibit";
    /// Take entries of the ledger along with their proofs, to hand them on.
    TakeExhibit = "take an exhibit";
    /// See the most an account or a campaign can learn.
    SeeExposure = "see the most that can be learned";
    /// See how the installation stands; shows nobody's data.
    SeeInstallation = "see how the installation stands";
    /// See the accounts.
    SeeAccounts = "see accounts";
    /// Add an account; by itself it may do nothing.
    AddAccount = "add an account";
    /// Give an account a role.
    GrantTerm = "give a role";
    /// Take a role from an account.
    EndTerm = "take a role away";
    /// Invite people to ring for a campaign; an invitation by itself opens nothing.
    Invite = "invite people to ring";
    /// See a campaign's invitations.
    SeeInvitations = "see invitations";
    /// Take back an invitation that was not used.
    TakeBackInvitation = "take back an invitation";
    /// See what roles somebody holds and held, and what they may do by them.
    SeeTerms = "see somebody's roles";
    /// See the requests that wait for a second person, and one's own.
    SeeRequests = "see requests";
    /// Ask for what takes two people.
    AskRequest = "ask for what takes two people";
    /// Approve or refuse what somebody else asked for.
    DecideRequest = "decide another's request";
    /// Take back what one asked for.
    WithdrawRequest = "take back one's own request";
    /// Set one's own password and app.
    SetOwnPassword = "set own password and app";
    /// Show again who one is, so that what wants it shown lately can be done.
    ShowAgain = "show again who one is";
    /// See one's own passkeys: what each is called, when it was added, when it was used last.
    SeeOwnPasskeys = "see own passkeys";
    /// Add a passkey for oneself.
    AddOwnPasskey = "add a passkey of one's own";
    /// Remove one of one's own passkeys.
    RemoveOwnPasskey = "remove a passkey of one's own";
    /// Set one's own address and password as a caller, who needs no app.
    SetCallersPassword = "set own password as a caller";
    /// Add a key of one's own browser and a PIN, as a caller who needs neither passkey nor app.
    AddOwnDeviceKey = "add a device key of one's own";
    /// See one's own device keys: when each was added, and by whose word.
    SeeOwnDeviceKeys = "see own device keys";
    /// Remove one of one's own device keys.
    RemoveOwnDeviceKey = "remove a device key of one's own";
    /// See whether one's own account is connected with the organisation's own sign-in.
    SeeIdentity = "see own connection";
    /// Connect one's own account with the organisation's own sign-in.
    ConnectIdentity = "connect own account";
    /// Disconnect one's own account from it.
    DisconnectIdentity = "disconnect own account";
    /// See one's own sessions: how each was opened, when, and when it was used last.
    SeeOwnSessions = "see own sessions";
    /// End one's own sessions: one of them, or all but the one that asks.
    EndOwnSessions = "end own sessions";
    /// See which programs act for oneself, with an API token.
    SeeOwnPrograms = "see own programs";
    /// Make a program an API token: it acts as oneself.
    MakeOwnProgram = "make a program's token";
    /// End an API token of one's own.
    EndOwnProgram = "end a program's token";
    /// Choose the language of one's own pages and letters.
    ChooseLanguage = "choose own language";
    /// Hand out a new code to somebody who holds an office, or to a caller of one's own campaign.
    HandOutCode = "hand out a new code";
    /// End a colleague's sessions, codes and password; the roles stay.
    ShutAccount = "shut a colleague's account";
    /// Ask for a way back in for somebody who lost theirs; it opens a day later.
    AskRecovery = "ask for a way back in";
    /// See who waits for a way back in.
    SeeRecoveries = "see who waits for a way back in";
    /// Stop a way back in that nobody honest asked for.
    StopRecovery = "stop a way back in";
    /// See what forgetting a member would destroy, and what it would keep.
    PreviewForgetting = "see what forgetting destroys";
    /// See when somebody was forgotten, and by when nothing of them is left.
    SeeForgetting = "see who is being forgotten";
    /// See how long things are kept, and what was erased.
    SeeRetention = "see how long things are kept";
    /// Count how much would be erased now.
    CountRetention = "count what would be erased";
    /// Erase now what was kept long enough, instead of in the night.
    RunRetention = "erase what was kept long enough";
    /// See the agreed tests: who tests, what and when.
    SeeLicences = "see agreed tests";
    /// End an agreed test before its time.
    EndLicence = "end an agreed test";
    /// Hand in the report of an agreed test.
    ReportLicence = "hand in a test's report";
    /// Enter the copy with invented members, in which a test is done.
    EnterDecoy = "enter the copy for one's own test";
    /// Be answered whether what an account did was an agreed test, with its proof.
    CheckLicence = "check whether it was a test";
    /// Refuse what a colleague would do alone after a day.
    RefuseAlone = "refuse what is to be done alone";
    /// Do alone what nobody else could decide, after a day in which everybody could refuse.
    FinishAlone = "do alone what waited for a day";
    /// Read what a campaign wrote about a member, once a second person has agreed and the campaign is told.
    ReadAnswers = "read what a campaign wrote";
    /// See when and what for headquarters read what a campaign wrote; never about whom.
    SeeCases = "see that its answers were read";
    /// Add a campaign's own words to the draw of who has first call; only their hash is kept.
    AddLot = "add own words to the draw";
    /// See a campaign's own page, and that what it wrote is destroyed.
    SeeCampaign = "see a campaign's own page";
    /// Make something stand still, at once and alone; it lapses by itself.
    Freeze = "freeze";
    /// See what stands still, and what did.
    SeeFreezes = "see freezes";
    /// Say as a second person that it stands still on, for days.
    ConfirmFreeze = "confirm a freeze";
    /// Answer an appeal: it stands still on.
    KeepFreeze = "keep a freeze after an appeal";
    /// Let it go on.
    LiftFreeze = "lift a freeze";
    /// Give the hours of calls back that a freeze took, once it is over.
    GiveHours = "give hours back after a freeze";
    /// Take a window back, before it begins, in which hours were given back.
    TakeHours = "take back hours that were given";
    /// Say, as whoever stands still, that it is wrong.
    AppealFreeze = "appeal against a freeze";
    /// End everything of an account at once, because its holder has left.
    EndAccess = "end somebody's access";
    /// End everything of a campaign that withdrew.
    WithdrawCampaign = "withdraw a campaign";
    /// See when the phases of the contests begin that one works for.
    SeeCalendar = "see the calendar of contests";
    /// See what must be ready before a contest's access opens.
    SeeReady = "see what must be ready";
    /// Sign that something is ready before a contest's access opens.
    SignReady = "sign that something is ready";
    /// Say who answers to a contest's alarms.
    SetDuty = "say who is on duty";
    /// Move the date of a contest's phase.
    MoveDate = "move a phase's date";
    /// See a campaign's scripts and their versions.
    SeeScripts = "see a campaign's scripts";
    /// Write a script of a campaign, and publish a version of it.
    WriteScript = "write a script";
    /// Put a published version on a phone bank.
    UseScript = "put a script on a bank";
    /// Set the organisation's opening lines, which stand before every script.
    SetOpening = "set the opening lines";
    /// Pass on that a member complains; shows nothing.
    Complain = "pass on a complaint";
    /// See which calls members complained of, and settle that.
    SeeComplaints = "see complaints from calls";
    /// See, as a member, what is kept about oneself: who looked, who rang, what was shown.
    SeeOwnPage = "see what is kept about oneself";
    /// Take a copy of all that along, as a member.
    TakeOwnCopy = "take a copy of what is kept";
    /// Say, as a member, that one doesn't want to be rung.
    ObjectOwn = "object to calls oneself";
    /// Take that back, as a member.
    AllowOwn = "take back one's own objection";
    /// Ask, as a member, for what the law gives: access, correction, erasure, an answer to a complaint.
    AskRight = "ask for what the law gives";
    /// See what members asked for, and until when they must be answered; masked.
    SeeRights = "see members' requests";
    /// Read the words of one such request.
    ReadRight = "read a member's request";
    /// Tell a member that what they asked for has arrived.
    AcknowledgeRight = "acknowledge a member's request";
    /// Give oneself more time for an answer, with a reason that the member is told.
    ExtendRight = "extend a member's request";
    /// Answer a member.
    AnswerRight = "answer a member's request";
    /// See a campaign's shifts: when they are, and how many places are left.
    SeeShifts = "see shifts";
    /// Plan a shift; it gives nobody access.
    PlanShift = "plan a shift";
    /// Change when a shift is, how many may come, and what is said of it.
    ChangeShift = "change a shift";
    /// Cancel a shift.
    CancelShift = "cancel a shift";
    /// See which volunteers come to a shift.
    SeeWhoComes = "see who comes to a shift";
    /// Take a place in a shift for oneself.
    TakeShift = "take a place in a shift";
    /// Give one's own place in a shift back.
    GiveBackShift = "give back a place in a shift";
    /// See which addresses are told what happens, and what came of telling them.
    SeeHooks = "see webhooks";
    /// Have an address told what happens.
    InstallHook = "install a webhook";
    /// Have an address told that this is a test.
    TestHook = "test a webhook";
    /// Make a webhook a new secret, and answer for it from here.
    RotateHook = "change a webhook's secret";
    /// Have an address told nothing more.
    RemoveHook = "remove a webhook";
    /// Practise with invented members, and have one's own training recorded and shown.
    Train = "practise and be trained";
    /// See who of a campaign has practised and read the notice.
    SeeTraining = "see who has practised";
    /// Say whether a bank deals cards to those alone who have practised.
    AskTraining = "ask for practice before cards";
}

impl Action {
    /// Whether it wants who it is shown lately: personal data going out of the house, keys, roles and ways in, what takes two
    /// people, one's own sessions, and passkeys that go; whoever adds one has just signed in
    /// (`door::begin_passkey`). Never what stops something: containment doesn't wait.
    pub const fn wants_fresh(self) -> bool {
        matches!(
            self,
            Self::TakeExhibit
                | Self::TakeOwnExhibit
                | Self::CheckLicence
                | Self::TakeRejects
                | Self::ChangeKeys
                | Self::AddAccount
                | Self::GrantTerm
                | Self::Invite
                | Self::HandOutCode
                | Self::LinkAccount
                | Self::AskRequest
                | Self::DecideRequest
                | Self::RunRetention
                | Self::EndOwnSessions
                | Self::MakeOwnProgram
                | Self::RemoveOwnPasskey
                | Self::RemoveOwnDeviceKey
                | Self::DisconnectIdentity
                | Self::FinishAlone
                | Self::ReadAnswers
                | Self::SignReady
                | Self::InstallHook
                | Self::RotateHook
                | Self::GiveOwnCode
        )
    }

    /// Whether a person does it, never a program with an API token: whatever wants to know that it is them now, every word
    /// as the second person, and every way in. A program that was taken over gets no further than its own time.
    pub const fn takes_a_person(self) -> bool {
        self.wants_fresh()
            || matches!(
                self,
                Self::ConfirmFreeze
                    | Self::KeepFreeze
                    | Self::LiftFreeze
                    | Self::RefuseAlone
                    | Self::ReadReason
                    | Self::ShowAgain
                    | Self::SetOwnPassword
                    | Self::SetCallersPassword
                    | Self::AddOwnPasskey
                    | Self::AddOwnDeviceKey
                    | Self::ConnectIdentity
            )
    }
}
