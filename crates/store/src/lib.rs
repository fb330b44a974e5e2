//! What is kept: the only SQL, sealing, the disclosure typestate, the ledger's rows.
//!
//! **Architecture Invariant:** personal data leaves this crate only as [`Disclosed`], after the entry that says so has
//! committed. **Architecture Invariant:** rooms can't make an actor or a grant: [`Tx`] loads its session itself.

mod blinds;
mod disclose;
mod engine;
mod entry;
mod fault;
mod feed;
pub mod freezes;
mod frozen;
mod hush;
mod keys;
mod line;
mod meta;
mod mint;
mod names;
mod personal;
mod rejects;
mod schema;
mod seal;
mod session;
mod stretch;
#[cfg(test)]
mod tests;
mod tx;
mod world;

pub mod answers;
pub mod audiences;
pub mod backup;
pub mod banks;
pub mod branches;
pub mod condition;
pub mod contests;
pub mod decoy;
pub mod desk;
pub mod directory;
pub mod door;
pub mod duplicates;
pub mod exposure;
pub mod fairness;
pub mod forget;
pub mod hooks;
pub mod leaving;
pub mod licences;
pub mod log;
pub mod machine;
pub mod members;
pub mod never_again;
pub mod outbox;
pub mod own_page;
pub mod practice;
pub mod requests;
pub mod restore;
pub mod retention;
pub mod rights;
pub mod roll;
pub mod screening;
pub mod scripts;
pub mod shifts;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod training;
pub mod walls;

pub use disclose::{Attempted, Disclosed, NotDisclosed, Personal, Proof, Recorded, Sealed};
pub use engine::{Engine, Options, Place, Readings};
pub use fault::Fault;
pub use feed::{Change, Cursor};
pub use frozen::Frozen;
pub use keys::{KeyError, Keys, LONG_LIVED as LONG_LIVED_KEYS};
pub use meta::{Licensed, LogBefore, Meta, WorldKind};
pub use personal::{
    Answer, Answers, CountedAnswer, CoveredFile, Dialable, FilePhone, FirstName, HITS_MAX, Hit,
    Hits, MemberFile, MembershipNumbers, NUMBERS_MAX, Numbers, OwnAnswers, OwnCounted, OwnLook,
    OwnLooks, Petition, Petitions, ReasonFor, Reasons, RejectedRow, RejectedRows, RightWords,
    SaidRight, SubjectParts, TitledName,
};
pub use seal::SealError;
pub use session::{Auth, SYSTEM, SessionKey, Token};
pub use tx::{Tx, Verdict};
pub use world::{Done, Outcome, World};

/// The rules that rooms and pages may name. The seat and the decision stay inside the store.
pub mod rules {
    pub use switchboard_rules::{
        alike, answers, apart, audience, branches, budget, card, contest, counts, deal, device_key,
        eligible, events, fairness, forgetting, freeze, giving, hook, ids, language, leaving,
        licence, look, moment, oidc, pace, pack, passkey, person, program, request, retention,
        rights, roll, scim, screening, script, shift, skips, text, training,
    };
    /// What policy says of, without the power to decide.
    pub mod policy {
        pub use switchboard_rules::policy::{
            Action, Area, Facts, Line, Opened, Reason, Refusal, Resource, Role, Scope, Term,
        };
    }
}
