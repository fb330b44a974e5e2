//! Why something isn't done: a closed list, each with its message.

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $text:literal, $sight:ident;)+) => {
        /// Why something isn't done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Reason { $($(#[$doc])* $name,)+ }

        impl Reason {
            /// Every reason.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The key in the message files.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => concat!("refusal-", $key),)+ }
            }

            /// The key of the same said of somebody else, whatever it hides from themselves.
            pub const fn why(self) -> &'static str {
                match self { $(Self::$name => concat!("why-", $key),)+ }
            }

            /// The reason in the ledger, the API and the matrix.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }

            /// The reason of this code, if there is one.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|reason| reason.code() == code)
            }

            const fn sight(self) -> Sight {
                match self { $(Self::$name => Sight::$sight,)+ }
            }

            /// The reason for the operator's eyes.
            const fn words(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

enum Sight {
    Hidden,
    Open,
}

reasons! {
    /// The session has ended.
    SignedOut = "signed-out", "the session has ended; sign in again", Open;
    /// The code has opened nothing but setting the password and the app.
    SetUpFirst = "set-up-first", "the password and the app aren't set; set them first", Open;
    /// Who it is was shown too long ago for this act.
    ShowAgain = "show-again", "who you are was shown a while ago; show it again, then do this once more", Open;
    /// A program asks, with an API token, and this takes a person.
    ByHand = "by-hand", "this takes a person; sign in and do it on its page", Open;
    /// The role is held, and the session was opened with a password alone or by joining, which is enough for calls only.
    RingsOnly = "rings-only", "this session is for calls and nothing else; ask for a code and sign in with it", Open;
    /// The organisation's own sign-in opened the session, and nothing is added in it that would last longer.
    Lent = "lent", "the organisation's own sign-in opened this session, and nothing is added in it that would last longer; sign in with a password and an app, a passkey or a code", Open;
    /// The role was held and has ended.
    TermEnded = "term-ended", "the role has ended; ask who gave it", Open;
    /// The role begins later.
    TermNotBegun = "term-not-begun", "the role hasn't begun; wait for its first day", Open;
    /// The account reaches the place, by another role than the act needs.
    NotYourRole = "not-your-role", "this needs another role; ask somebody who holds it", Open;
    /// Nobody may give or take this role alone, or for themselves.
    NotYoursToGive = "not-yours-to-give", "this role is given by somebody else; ask them", Open;
    /// The contest's phase isn't open.
    PhaseNotOpen = "phase-not-open", "the phase isn't open; wait for its date", Open;
    /// It is frozen.
    Frozen = "frozen", "this is frozen; the first page says by whom, why and until when", Open;
    /// The world came out of a backup and stands still.
    WorldFrozen = "world-frozen", "this installation came out of a backup and stands still; two officers let it go on", Open;
    /// The bank is paused or closed.
    BankNotOpen = "bank-not-open", "the bank isn't open; ask its organiser", Open;
    /// The bank deals cards to those alone who have practised.
    PractiseFirst = "practise-first", "this bank is for those who have practised and read the notice; do that first, it takes five minutes", Open;
    /// The bank is closed for good.
    BankClosed = "bank-closed", "this bank is closed for good; go on with a copy of it", Open;
    /// Nobody changes their own record.
    OwnRecord = "own-record", "this is your own record; ask a colleague to change it", Open;
    /// Nobody says which record is their own.
    OwnAccount = "own-account", "this account is your own; a colleague says which record is yours", Open;
    /// Nobody reads their own reason.
    OwnReason = "own-reason", "this reason is your own; a colleague reads it", Open;
    /// An officer alone gave the code that opened a member's own page.
    OwnCovered = "own-covered", "an office gave the code that opened this page, so this part stays covered; ask for it by law", Open;
    /// The record was opened too long ago.
    LookOver = "look-over", "the record was opened too long ago; search for it again", Open;
    /// A fuller reason comes first.
    ReasonFirst = "reason-first", "a fuller reason is asked for first; give it on the record's page", Open;
    /// This account has taken as many exhibits as one may in a day.
    ExhibitsSpent = "exhibits-spent", "this account has taken as many exhibits as one may in a day; go on tomorrow", Open;
    /// This account has looked at its own record as often as one may in a day.
    LooksSpent = "looks-spent", "this account has looked at its own record as often as one may in a day; go on tomorrow", Open;
    /// The bank belongs to others.
    NotYourBank = "not-your-bank", "no such bank for this account; check the address", Hidden;
    /// The campaign or contest belongs to others.
    NotYourCampaign = "not-your-campaign", "no such campaign for this account; check the address", Hidden;
    /// The card lies on another desk.
    NotYourCard = "not-your-card", "no such card for this account; check the address", Hidden;
    /// The file was uploaded by somebody else.
    NotYourImport = "not-your-import", "no such import for this account; check the address", Hidden;
    /// Whoever asked can't decide.
    SecondPerson = "second-person", "whoever asked can't decide; ask a colleague who holds the role", Open;
    /// Whoever asked, or is asked for, stands in the same campaign.
    SameCampaign = "same-campaign", "this is asked for by or for somebody of the same campaign; somebody outside it decides", Open;
    /// Whoever asks, agrees or reads stands or stood in the contest.
    InContest = "in-contest", "you hold or held a role in a campaign of this contest; ask a colleague who never did", Open;
    /// The day for reading is over.
    CaseOver = "case-over", "the day for reading this is over; ask again if it is still needed", Open;
    /// Nobody does this alone.
    TakesTwo = "takes-two", "this takes two people; ask for it, and a second person approves", Open;
    /// It is done for the whole roll, and the role is a branch's.
    WholeRoll = "whole-roll", "this is done for the whole roll; ask the organisation's membership officer", Open;
    /// Nobody else holds the office.
    LastInOffice = "last-in-office", "nobody else holds this office; give it to somebody first, or end it at the console", Open;
    /// Whoever is to test doesn't sign the test.
    OwnTest = "own-test", "you are to test under it, so two others sign it; ask a colleague", Open;
    /// One of the two who sign a test is the data protection officer.
    GuardianSigns = "guardian-signs", "the data protection officer is one of the two who sign a test; ask them", Open;
    /// Another colleague's office was ended by the same person today.
    EndedAnother = "ended-another", "you ended another colleague's office within a day; a colleague ends this one, or you do tomorrow", Open;
    /// This account has renewed as many invitations as one may in a day.
    RenewalsSpent = "renewals-spent", "this account has sent as many invitations again as one may in a day; go on tomorrow", Open;
    /// The freeze is of one's own account.
    OwnFreeze = "own-freeze", "this freeze is of your own account; a colleague decides, and you may appeal", Open;
    /// The same person froze it within a day, and their four hours are over.
    FrozenLately = "frozen-lately", "you froze this within a day and nobody confirmed it; a colleague freezes it now, or you do tomorrow", Open;
    /// Nothing the account holds reaches here.
    NotYours = "not-yours", "no such page for this account; check the address", Hidden;
    /// The act can't be done to this kind of thing; a mistake in the program, so it is refused.
    NoSuchAct = "no-such-act", "this can't be done here; tell the operator", Hidden;
}

/// An act that isn't done, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", .reason.words())]
pub struct Refusal {
    /// Why.
    pub reason: Reason,
}

impl Refusal {
    /// A refusal for this reason.
    pub const fn new(reason: Reason) -> Self {
        Self { reason }
    }

    /// The key in the message files.
    pub const fn key(&self) -> &'static str {
        self.reason.key()
    }

    /// Whether the answer is "not found", the same as for what doesn't exist.
    pub const fn hidden(&self) -> bool {
        matches!(self.reason.sight(), Sight::Hidden)
    }
}
