//! One attempt at one act: facts are loaded, policy asked, entries written, all in the same transaction.
//!
//! A room's closure gets a [`Tx`]. It can't make an actor or a grant: [`Tx::ask`] loads the session and its terms itself
//! and asks `rules::policy`. What the closure writes is queued and flushed in one round trip at the end.

use std::sync::Arc;

use switchboard_rules::events::EventKind;
use switchboard_rules::freeze::stopping;
use switchboard_rules::ids::{AccountId, CardId, MemberId, bucket_of};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{
    Action, Actor, Facts, Grant, Reason, Refusal, Resource, Term, decide,
};

use crate::branches::Looked;
use crate::disclose::{Attempted, Personal, Recorded, Sealed};
use crate::door;
use crate::engine::{Arg, Raw, Row, Rows, Stmt, Value, stmt};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::freezes::Still;
use crate::licences::Lets;
use crate::never_again::Line;
use crate::own_page::OwnKey;
use crate::session::{self, Auth, Seat};
use crate::world::Inner;

/// What an act answers: both are committed with their entry.
#[derive(Debug)]
pub enum Verdict<T> {
    /// The act was done.
    Given(T),
    /// Policy or state said no; the refusal is in the ledger.
    Refused(Refusal),
}

impl<T> Verdict<T> {
    /// The same with what was given made into something else.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Verdict<U> {
        match self {
            Self::Given(value) => Verdict::Given(make(value)),
            Self::Refused(refusal) => Verdict::Refused(refusal),
        }
    }
}

/// A write that waits for the flush at the end of the closure.
struct Queued {
    sql: &'static str,
    args: Vec<Value>,
    /// The number of rows it must touch, or else the attempt is run again on fresh facts.
    expect: Option<u64>,
}

/// One attempt inside a transaction, with the world it belongs to.
pub struct Tx<'a, 'r> {
    raw: &'a mut Raw<'r>,
    pub(crate) world: &'a Arc<Inner>,
    auth: &'a Auth,
    now: Moment,
    queue: Vec<Queued>,
    seat: Option<Seat>,
    /// How far the one behind this act reaches by a branch, once it was looked up: see `branches::reach`.
    pub(crate) reach: Looked,
    /// What stands still of the tree, once it was looked up: see `freezes::force`.
    pub(crate) still: Still,
    /// What no restored backup may undo.
    pub(crate) facts: Vec<Line>,
}

impl<'a, 'r> Tx<'a, 'r> {
    pub(crate) fn new(
        raw: &'a mut Raw<'r>,
        world: &'a Arc<Inner>,
        auth: &'a Auth,
        now: Moment,
    ) -> Self {
        Self {
            raw,
            world,
            auth,
            now,
            queue: Vec::new(),
            seat: None,
            reach: Looked::NotYet,
            still: Still::default(),
            facts: Vec::new(),
        }
    }

    /// The moment at which this act was asked for.
    pub fn now(&self) -> Moment {
        self.now
    }

    /// The day in the organisation's zone.
    pub(crate) fn today(&self) -> Result<switchboard_rules::person::Day, Fault> {
        self.world.today(self.now)
    }

    pub(crate) fn gather(&mut self, batch: &[Stmt<'_>]) -> Result<Vec<Rows>, Fault> {
        self.raw.gather(batch)
    }

    pub(crate) fn one<T>(
        &mut self,
        sql: &'static str,
        args: &[Arg<'_>],
        read: impl FnOnce(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        self.raw.one(sql, args, read)
    }

    pub(crate) fn all<T>(
        &mut self,
        sql: &'static str,
        args: &[Arg<'_>],
        read: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        self.raw.all(sql, args, read)
    }

    pub(crate) fn run(&mut self, sql: &'static str, args: &[Arg<'_>]) -> Result<u64, Fault> {
        self.raw.run(sql, args)
    }

    pub(crate) fn raw(&mut self) -> &mut Raw<'r> {
        self.raw
    }

    /// Queues a write for the flush.
    pub(crate) fn later(&mut self, sql: &'static str, args: Vec<Value>) {
        self.queue.push(Queued {
            sql,
            args,
            expect: None,
        });
    }

    /// Queues a write that must touch `rows` rows; otherwise somebody was faster and the closure runs again.
    pub(crate) fn later_expect(&mut self, rows: u64, sql: &'static str, args: Vec<Value>) {
        self.queue.push(Queued {
            sql,
            args,
            expect: Some(rows),
        });
    }

    /// Writes everything queued so far, in order, in one round trip.
    pub(crate) fn flush(&mut self) -> Result<(), Fault> {
        if self.queue.is_empty() {
            return Ok(());
        }
        let queue = std::mem::take(&mut self.queue);
        let args: Vec<Vec<Arg<'_>>> = queue
            .iter()
            .map(|q| q.args.iter().map(Value::as_arg).collect())
            .collect();
        let batch: Vec<Stmt<'_>> = queue
            .iter()
            .zip(&args)
            .map(|(q, args)| stmt(q.sql, args))
            .collect();
        let touched = self.raw.many(&batch)?;
        for (queued, rows) in queue.iter().zip(touched) {
            if queued.expect.is_some_and(|expected| expected != rows) {
                return Err(Fault::Conflict);
            }
        }
        Ok(())
    }

    /// Loads the session behind this act with its terms, together with `extra` reads, in one round trip.
    pub(crate) fn seat_with(&mut self, extra: &[Stmt<'_>]) -> Result<Vec<Rows>, Fault> {
        let (seat, rows) = session::load(self.world, self.raw, self.auth, self.now, extra)?;
        if let Some(stale) = seat.touch(self.now) {
            self.later(session::TOUCH, stale);
        }
        self.seat = Some(seat);
        Ok(rows)
    }

    /// Whoever is behind this act, if that was looked up.
    pub(crate) fn seated(&self) -> Option<&Seat> {
        self.seat.as_ref()
    }

    fn seat(&mut self) -> Result<&Seat, Fault> {
        if self.seat.is_none() {
            self.seat_with(&[])?;
        }
        self.seat.as_ref().ok_or(Fault::NoSeat)
    }

    pub(crate) fn account(&mut self) -> Result<AccountId, Fault> {
        Ok(self.seat()?.account())
    }

    /// The licences that run for this account now, where it is behind this act and they were read with its terms.
    pub(crate) fn lets_of(&self, account: AccountId) -> Option<Vec<Lets>> {
        let seat = self
            .seat
            .as_ref()
            .filter(|seat| seat.account() == account)?;
        seat.lets.clone()
    }

    /// The member who stands before their own page, if that is who asks.
    pub(crate) fn own_member(&mut self) -> Result<Option<MemberId>, Fault> {
        Ok(self.seat()?.member())
    }

    /// Whether that page is covered, because an officer gave the code that opened it.
    pub(crate) fn is_own_covered(&mut self) -> Result<bool, Fault> {
        Ok(self.seat()?.is_covered())
    }

    /// The key of that member's session, if there is one.
    pub(crate) fn own_key(&self) -> Option<OwnKey> {
        match self.auth {
            Auth::Member(key) => Some(*key),
            Auth::Session(_) | Auth::Ticket(_) | Auth::Console | Auth::Job(_) => None,
        }
    }

    /// The terms of the account behind it, past and future ones too.
    pub(crate) fn terms(&mut self) -> Result<Vec<Term>, Fault> {
        Ok(self.seat()?.terms().to_vec())
    }

    /// The session behind this act, if there is one.
    pub(crate) fn session(&self) -> Option<session::SessionKey> {
        match self.auth {
            Auth::Session(key) => Some(*key),
            Auth::Ticket(_) | Auth::Console | Auth::Member(_) | Auth::Job(_) => None,
        }
    }

    /// How the session behind this act was opened, in the ledger's words.
    pub(crate) fn opened(&mut self) -> Result<&'static str, Fault> {
        Ok(self.seat()?.opened())
    }

    /// Who vouched for whoever opened the session behind this act.
    pub(crate) fn vouched(&mut self) -> Result<Option<AccountId>, Fault> {
        Ok(self.seat()?.vouched())
    }

    /// What whoever is behind this act is called, as it came with their session; empty where nothing opens.
    pub(crate) fn label(&mut self) -> Result<String, Fault> {
        let world = self.world;
        let seat = self.seat()?;
        Ok(door::open_label(world, seat.account(), seat.label()))
    }

    /// When the account was made: new ones have smaller budgets.
    pub(crate) fn created_at(&mut self) -> Result<Moment, Fault> {
        Ok(self.seat()?.created_at)
    }

    /// Whether the session still runs.
    pub(crate) fn is_running(&mut self) -> Result<bool, Fault> {
        Ok(self.seat()?.runs())
    }

    /// Whether whoever asks may say anything about this card: a ticket speaks of its own card only.
    pub(crate) fn may_speak_of(&self, card: CardId) -> bool {
        match self.auth {
            Auth::Ticket(ticket) => ticket.card == card,
            Auth::Session(_) | Auth::Console | Auth::Job(_) => true,
            Auth::Member(_) => false,
        }
    }

    /// Whether any of `actions` would be granted on `resource` if everything were open: for lists of places, never for
    /// an act.
    pub(crate) fn reaches(
        &mut self,
        resource: &Resource,
        actions: &[Action],
    ) -> Result<bool, Fault> {
        self.reaches_but(resource, actions, &[])
    }

    /// The same, also where nothing but `but` stands in the way.
    pub(crate) fn reaches_but(
        &mut self,
        resource: &Resource,
        actions: &[Action],
        but: &[Reason],
    ) -> Result<bool, Fault> {
        let now = self.now;
        let mut facts = Facts::OPEN;
        for action in actions {
            facts.few_offices |= self.are_offices_few(*action, resource)?;
            facts.same_campaign |= self.is_one_side(*action, resource)?;
            facts.in_contest |= self.has_stood(*action, resource)?;
        }
        let seat = self.seat()?;
        Ok(seat.actor().is_some_and(|actor| {
            actions.iter().any(
                |action| match decide(actor, *action, resource, &facts, now) {
                    Ok(_) => true,
                    Err(refusal) => but.contains(&refusal.reason),
                },
            )
        }))
    }

    /// The same of one act for a link to it: also where it is granted once they have shown again who they are.
    pub(crate) fn leads_to(&mut self, action: Action, resource: &Resource) -> Result<bool, Fault> {
        let now = self.now;
        let mut actor = self.seat()?.actor().into_iter();
        Ok(actor.any(
            |actor| match decide(actor, action, resource, &Facts::OPEN, now) {
                Ok(_) => true,
                Err(refusal) => refusal.reason == Reason::ShowAgain,
            },
        ))
    }

    /// The same of one act, where what only the tables know was looked up before, for many things at once.
    pub(crate) fn reaches_by(
        &mut self,
        resource: &Resource,
        action: Action,
        facts: &Facts,
    ) -> Result<bool, Fault> {
        let now = self.now;
        let seat = self.seat()?;
        let mut actor = seat.actor().into_iter();
        Ok(actor.any(|actor| decide(actor, action, resource, facts, now).is_ok()))
    }

    /// Whether policy would grant `action` to somebody else, as they stand now: asked beside the act of whoever is behind
    /// this transaction, never instead of it.
    pub(crate) fn would_grant(
        &mut self,
        (account, opened): (AccountId, &str),
        action: Action,
        resource: &Resource,
    ) -> Result<bool, Fault> {
        let answer = self.would_decide((account, opened), action, resource)?;
        Ok(answer == Some(Ok(())))
    }

    /// What policy would answer somebody else; none where there is no such account.
    pub(crate) fn would_decide(
        &mut self,
        (account, opened): (AccountId, &str),
        action: Action,
        resource: &Resource,
    ) -> Result<Option<Result<(), Reason>>, Fault> {
        let facts = Facts {
            few_offices: self.are_offices_few(action, resource)?,
            same_campaign: door::are_one_side(self, account, action, resource)?,
            in_contest: door::has_stood(self, account, action, resource)?,
            ..Facts::SHUT
        };
        let Some(actor) = session::somebody(self.raw, account, opened)? else {
            return Ok(None);
        };
        let who = actor.who(self.now);
        let facts = Facts {
            frozen: stopping(&self.in_force()?, who, action, resource),
            ..facts
        };
        let answer = decide(&actor, action, resource, &facts, self.now);
        Ok(Some(answer.map(|_| ()).map_err(|no| no.reason)))
    }

    /// Whether so few accounts hold an office that an auditor may be the second person; looked up only where that counts.
    fn are_offices_few(&mut self, action: Action, resource: &Resource) -> Result<bool, Fault> {
        let counts = match action {
            Action::SeeRequests | Action::RefuseAlone | Action::FinishAlone => true,
            Action::DecideRequest => matches!(
                resource,
                Resource::TermRequest { .. } | Resource::AccountRequest { .. }
            ),
            _ => false,
        };
        Ok(counts && door::are_offices_few(self)?)
    }

    /// Whether whoever is behind this act stands in a campaign of what takes two people.
    fn is_one_side(&mut self, action: Action, resource: &Resource) -> Result<bool, Fault> {
        match self.seat()?.actor().map(Actor::account) {
            Some(account) => door::are_one_side(self, account, action, resource),
            None => Ok(false),
        }
    }

    /// Whether whoever is behind this act stands or stood in the contest whose campaign's answers it is about.
    fn has_stood(&mut self, action: Action, resource: &Resource) -> Result<bool, Fault> {
        match self.seat()?.actor().map(Actor::account) {
            Some(account) => door::has_stood(self, account, action, resource),
            None => Ok(false),
        }
    }

    /// Counts a refusal of somebody unknown: one entry a minute says how many there were, so that strangers can't fill
    /// the ledger.
    pub(crate) fn count_stranger(&self) {
        self.world
            .strangers
            .fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    }

    /// Asks policy whether the one behind this act may do `action` on `resource`, on facts that the store loaded.
    ///
    /// The refusal of somebody known is queued as an entry at once; strangers' are counted.
    pub(crate) fn ask(
        &mut self,
        action: Action,
        resource: &Resource,
        facts: Facts,
    ) -> Result<Result<Grant, Refusal>, Fault> {
        let now = self.now;
        let facts = Facts {
            world_frozen: self.is_world_frozen()?,
            few_offices: self.are_offices_few(action, resource)?,
            same_campaign: self.is_one_side(action, resource)?,
            in_contest: self.has_stood(action, resource)?,
            frozen: self.stopped(action, resource)?.or(facts.frozen),
            ..facts
        };
        let seat = self.seat()?;
        let Some(actor) = seat.actor() else {
            self.count_stranger();
            return Ok(Err(Refusal::new(Reason::SignedOut)));
        };
        let answer = decide(actor, action, resource, &facts, now);
        if let Err(refusal) = &answer {
            let draft = Draft::refusal(seat, action, resource, *refusal);
            entry::write(self, &draft, &[])?;
        }
        Ok(answer)
    }

    /// Whether what was just granted will be granted at `then` too, if nothing but time passes: no role ends by then, and no
    /// session. It gives no grant and leaves no entry.
    pub(crate) fn lasts(
        &mut self,
        then: Moment,
        action: Action,
        resource: &Resource,
        facts: Facts,
    ) -> Result<bool, Fault> {
        let actor = self.seat()?.actor_at(then);
        Ok(actor.is_some_and(|actor| decide(&actor, action, resource, &facts, then).is_ok()))
    }

    /// Writes down that `sealed` is being shown under `grant`, and hands back what opens after the commit.
    pub(crate) fn record<T: Personal>(
        &mut self,
        grant: &Grant,
        kind: EventKind,
        sealed: Sealed<T>,
    ) -> Result<Recorded<T>, Fault> {
        self.record_as(Draft::act(kind, grant), sealed)
    }

    /// The same with facts of the act in its draft, which comes from a grant.
    pub(crate) fn record_as<T: Personal>(
        &mut self,
        draft: Draft,
        sealed: Sealed<T>,
    ) -> Result<Recorded<T>, Fault> {
        let draft = draft.fields(T::FIELDS);
        let subjects = entry::subjects_of(self.world, &sealed.rows, T::FIELDS)?;
        entry::write(self, &draft, &subjects)?;
        Ok(Recorded::new(
            sealed,
            Arc::clone(&self.world.keys),
            self.raw.attempt(),
        ))
    }

    /// Keeps what leaves with this attempt's commit alone; its entry is the caller's to write.
    pub(crate) fn attempted<T>(&self, value: T) -> Attempted<T> {
        Attempted::new(value, self.raw.attempt())
    }

    /// Tells every node's caches that something changed; in the same transaction as the change.
    pub(crate) fn changed(&mut self, kind: &'static str, reference: &[u8]) {
        let id = self.world.ordered.next(self.now.millis());
        self.later(
            "insert into change (bucket, id, kind, ref, at) values ($1, $2, $3, $4, $5)",
            vec![
                Value::Int(bucket_of(reference)),
                Value::Bytes(id.to_vec()),
                Value::Text(kind.to_owned()),
                Value::Bytes(reference.to_vec()),
                Value::Int(self.now.millis()),
            ],
        );
    }
}
