//! What decides whether a member may come onto a desk, read inside the act's own transaction in two round trips.

use switchboard_rules::card::Size;
use switchboard_rules::eligible::{
    Care, Frame, Kin, MemberFacts, NotNow, NumberFacts, Standing, Turn, may_ring, stands,
};
use switchboard_rules::ids::{AccountId, CampaignId, CardId, ContestId, MemberId, bucket_of};
use switchboard_rules::moment::Moment;
use switchboard_rules::pack::Whereabouts;
use switchboard_rules::person::{AgeBand, Day, Tongue};
use switchboard_rules::screening::Dated;

use super::facts::{BankRow, Members, shape};
use super::{home, kin, numbers, turn};
use crate::disclose::SealedRow;
use crate::engine::{Arg, Raw, Row, Stmt};
use crate::fault::Fault;
use crate::personal::{NUMBERS_MAX, row_key};
use crate::screening;
use crate::session::id16;
use crate::tx::Tx;
use crate::world::Inner;

/// For whom a member is looked at.
#[derive(Clone, Copy)]
pub(crate) struct Asking {
    pub(crate) campaign: CampaignId,
    pub(crate) contest: ContestId,
    pub(crate) members: Members,
    /// A card whose own open rows don't count as elsewhere.
    pub(crate) own: Option<CardId>,
    /// Who would ring.
    pub(crate) caller: Option<AccountId>,
}

impl Asking {
    /// For a bank, whoever rings.
    pub(crate) fn of(bank: &BankRow) -> Self {
        Self {
            campaign: bank.campaign,
            contest: bank.contest,
            members: bank.members,
            own: None,
            caller: None,
        }
    }

    /// For this caller.
    pub(crate) fn by(self, caller: AccountId) -> Self {
        Self {
            caller: Some(caller),
            ..self
        }
    }

    /// On this card.
    pub(crate) fn on(self, card: CardId) -> Self {
        Self {
            own: Some(card),
            ..self
        }
    }
}

/// A member who may come onto a desk, with the sealed row that would be shown.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, as the rules take them"
)]
pub(crate) struct Candidate {
    pub(crate) row: SealedRow,
    /// For each number: blind index and never-again hash.
    pub(crate) numbers: Vec<([u8; 16], [u8; 16])>,
    standing: Standing,
    /// The language in which they would like to be rung, where it is another than the usual one.
    pub(super) tongue: Option<Tongue>,
    pub(super) do_not_call: bool,
    care: Care,
    resting_until: Option<Moment>,
    open_elsewhere: bool,
    pub(super) objection: Option<Size>,
    age_at_least: Option<u8>,
    reported: bool,
    calls_are_fine: bool,
    kin: Kin,
    turn: Option<Turn>,
    whereabouts: Whereabouts,
    /// Cards whose time was up and that still stand on this member or these numbers.
    pub(crate) left_behind: Vec<CardId>,
}

/// A candidate with everything that decides.
pub(crate) struct Found {
    pub(crate) candidate: Candidate,
    /// What decides of each of the candidate's numbers, in their order.
    numbers: Vec<NumberFacts>,
    lists: Vec<Dated>,
}

impl Found {
    /// Whether they may be rung now.
    pub(crate) fn may_ring(&self, world: &Inner, now: Moment) -> Result<(), NotNow> {
        self.may_ring_but(world, now, |facts| facts)
    }

    /// The same, with some facts otherwise.
    pub(crate) fn may_ring_but(
        &self,
        world: &Inner,
        now: Moment,
        but: impl FnOnce(MemberFacts) -> MemberFacts,
    ) -> Result<(), NotNow> {
        let facts = but(self.candidate.facts());
        may_ring(&facts, &self.numbers, self.frame(world, now))
    }

    fn frame<'a>(&'a self, world: &'a Inner, now: Moment) -> Frame<'a> {
        Frame {
            pack: &world.pack,
            lists: &self.lists,
            now,
        }
    }

    /// Keeps the numbers that were locked when the card was dealt: one that came free since, because a list or an office's number
    /// no longer stands against it, may lie on another desk. A caller's own number stays a fact.
    fn keep_locked(&mut self, locked: &[u8]) {
        let (locked, _) = locked.as_chunks::<16>();
        let nevers: Vec<[u8; 16]> = (self.candidate.numbers.iter())
            .filter(|(blind, _)| locked.contains(blind))
            .map(|(_, never)| *never)
            .collect();
        let pairs = std::mem::take(&mut self.candidate.numbers);
        let facts = std::mem::take(&mut self.numbers);
        let kept = pairs.into_iter().zip(facts);
        let kept = kept.filter(|((_, never), facts)| facts.callers_own || nevers.contains(never));
        (self.candidate.numbers, self.numbers) = kept.unzip();
        self.candidate.row.only = Some(nevers);
    }

    /// The candidate with just the numbers on their card that may be rung.
    pub(crate) fn with_numbers_left(mut self, world: &Inner, now: Moment) -> Candidate {
        let (facts, frame) = (self.candidate.facts(), self.frame(world, now));
        let is_left = |number: &NumberFacts| stands(&facts, number, frame).is_ok();
        if !self.numbers.iter().all(is_left) {
            let pairs = self.candidate.numbers.iter().zip(&self.numbers);
            let left = pairs.filter(|(_, number)| is_left(number));
            let only = self.candidate.row.only.as_ref();
            let left = left.map(|((_, never), _)| *never);
            let left = left.filter(|never| only.is_none_or(|only| only.contains(never)));
            self.candidate.row.only = Some(left.collect());
        }
        self.candidate
    }
}

/// A member in force with the member's mark, the card that is open on them and the objections kept under their own hash, if there
/// are such: one against every campaign, one against this. Any objection of theirs, whichever way it came in, takes back that calls
/// are fine.
const CANDIDATE: &str = "select m.erase_key, m.key_month, r.import, r.branch, r.do_not_call, r.deceased, r.numbers, r.name_sealed, r.phones_sealed, r.rest_sealed, r.ends_on, (select x.ended_at from member_end x where x.bucket = m.bucket and x.member = m.id and not exists (select 1 from import_dark d where d.import = x.import) order by x.import desc limit 1), k.rest_until, k.restricted, k.protected, k.deceased, o.card, o.until_at, e.size, c.size, n.nevers, r.age_band, f.at, (select count(*) from report y where y.member = m.id and y.campaign = $6 and (y.settled_as is null or y.settled_as = 'right')), o.numbers, r.language from member m join member_row r on r.bucket = m.bucket and r.member = m.id left join member_mark k on k.bucket = m.bucket and k.member = m.id left join open_card o on o.bucket = m.bucket and o.member = m.id left join objection e on e.bucket = $3 and e.hash = $4 and e.campaign = $5 left join objection c on c.bucket = $3 and c.hash = $4 and c.campaign = $6 left join calls_fine f on f.bucket = $3 and f.hash = $4 and not exists (select 1 from objection z where z.bucket = $3 and z.hash = $4) left join snapshot_member n on n.bucket = m.bucket and n.member = m.id and n.snapshot = $7 where m.bucket = $1 and m.id = $2 and not exists (select 1 from import_dark d where d.import = r.import) order by r.import desc limit 1";
/// What stands in an objection against every campaign.
pub(crate) const EVERY_CAMPAIGN: [u8; 16] = [0; 16];

/// Reads a member with everything that decides whether they may be rung, in two round trips.
/// Nobody where the contest's snapshot doesn't hold them; of their numbers only those that it holds, so that what changes on the
/// roll only ever takes away.
pub(crate) fn candidate(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    asking: &Asking,
) -> Result<Option<Found>, Fault> {
    let (world, now) = (tx.world, tx.now());
    candidate_at(tx.raw(), (world, now), member, asking)
}

/// The same outside an act.
pub(crate) fn candidate_at(
    raw: &mut Raw<'_>,
    (world, now): (&Inner, Moment),
    member: MemberId,
    asking: &Asking,
) -> Result<Option<Found>, Fault> {
    let never = never_member(world, member);
    let snapshot = match asking.members {
        Members::Live => [0; 16],
        Members::Fixed(snapshot) => snapshot,
    };
    let hash = kin::hash(world, member);
    let mut batch = vec![
        Stmt::owning(
            CANDIDATE,
            vec![
                Arg::Int(member.bucket()),
                Arg::Bytes(member.as_bytes()),
                Arg::Int(bucket_of(&never)),
                Arg::Bytes(&never),
                Arg::Bytes(&EVERY_CAMPAIGN),
                Arg::Bytes(asking.campaign.as_bytes()),
                Arg::Bytes(&snapshot),
            ],
        ),
        Stmt::shared(screening::LISTS, Vec::new()),
    ];
    batch.extend(kin::asked(&hash, asking, now));
    batch.extend(turn::asked(&member, asking));
    let found = raw.gather(&batch)?;
    let [of_member, lists, own, staff, of_turn @ ..] = found.as_slice() else {
        return Err(shape("member"));
    };
    let Some(row) = of_member.first() else {
        return Ok(None);
    };
    let then = match asking.members {
        Members::Live => None,
        Members::Fixed(_) => match row.opt_bytes(20)? {
            Some(then) => Some(then.chunks_exact(16).filter_map(id16).collect()),
            None => return Ok(None),
        },
    };
    let mut candidate = read_candidate(&row, member, world.today(now)?, then)?;
    candidate.read_mark(&row)?;
    candidate.open_elsewhere = match row.opt_bytes(16)? {
        Some(card) => candidate.open_by_others(card, row.int(17)?, asking.own, now)?,
        None => false,
    };
    candidate.objection = widest(&row, 18, None)?;
    candidate.read_rest(&row)?;
    row.text(25)?.clone_into(&mut candidate.row.language);
    let tongue = Tongue::from_code(&candidate.row.language);
    candidate.tongue = tongue.filter(|tongue| *tongue != world.usual);
    candidate.whereabouts = world.pack.whereabouts(&candidate.row.branch);
    let lists = screening::read_lists(lists)?;
    let (own, is_known) = (kin::own(own)?, kin::is_known(own)?);
    candidate.kin = kin::of(&hash, (&own, is_known), staff);
    if candidate.kin == Kin::Nobody && home::is_shared(raw, world, (&candidate.row, &own))? {
        candidate.kin = Kin::Own;
    }
    candidate.turn = turn::read(of_turn, &member, asking, now)?;
    let own = (own.as_slice(), !lists.is_empty());
    let numbers = numbers::facts(raw, (world, now), &mut candidate, asking, own)?;
    let mut found = Found {
        candidate,
        numbers,
        lists,
    };
    if let (Some(card), Some(locked)) = (row.opt_bytes(16)?, row.opt_bytes(24)?)
        && asking.own.is_some_and(|own| own.as_bytes() == card)
    {
        found.keep_locked(locked);
    }
    Ok(Some(found))
}

/// The last day of a membership that ends is still a day of it.
pub(super) fn read_candidate(
    row: &Row<'_>,
    member: MemberId,
    today: Day,
    then: Option<Vec<[u8; 16]>>,
) -> Result<Candidate, Fault> {
    let is_over = crate::roll::day(row.text(10)?).is_some_and(|ends_on| ends_on < today);
    let ended = is_over || row.opt_int(11)?.is_some();
    let import = id16(row.bytes(2)?).ok_or_else(|| shape("member_row"))?;
    Ok(Candidate {
        numbers: pairs(row.bytes(6)?, then.as_deref()),
        row: SealedRow {
            member: *member.as_bytes(),
            month: row.int(1)?,
            erase_key: row.bytes(0)?.to_vec(),
            row_key: row_key(member.as_bytes(), &import),
            name: row.bytes(7)?.to_vec(),
            phones: row.bytes(8)?.to_vec(),
            rest: row.bytes(9)?.to_vec(),
            branch: row.text(3)?.to_owned(),
            language: String::new(),
            ended,
            card: None,
            only: then,
        },
        standing: if row.int(5)? != 0 {
            Standing::Deceased
        } else if ended {
            Standing::Ended
        } else {
            Standing::Current
        },
        tongue: None,
        do_not_call: row.int(4)? != 0,
        care: Care::Usual,
        resting_until: None,
        open_elsewhere: false,
        objection: None,
        age_at_least: None,
        reported: false,
        calls_are_fine: false,
        kin: Kin::Nobody,
        turn: None,
        whereabouts: Whereabouts::UNKNOWN,
        left_behind: Vec::new(),
    })
}

/// Blind index and never-again hash of the numbers that a card carries. While keys are changed a number has a pair under
/// each key, and a card takes both: so two members who share it never lie on two desks, however far each of their rows is.
///
/// Of those that stood in the snapshot, just the ones that `Numbers` shows (`every_number_that_is_shown_is_locked`).
fn pairs(numbers: &[u8], then: Option<&[[u8; 16]]>) -> Vec<([u8; 16], [u8; 16])> {
    let mut pairs: Vec<([u8; 16], [u8; 16])> = Vec::new();
    let mut carried: Vec<[u8; 16]> = Vec::new();
    for pair in numbers.chunks_exact(32) {
        let Some((blind, never)) = pair.split_at_checked(16) else {
            break;
        };
        let (Some(blind), Some(never)) = (id16(blind), id16(never)) else {
            break;
        };
        if then.is_some_and(|then| !then.contains(&never)) {
            continue;
        }
        if !carried.contains(&never) {
            if carried.len() == NUMBERS_MAX {
                break;
            }
            carried.push(never);
        }
        pairs.push((blind, never));
    }
    pairs
}

impl Candidate {
    /// The youngest age they can have, whether they were reported, and whether they said that calls are fine.
    fn read_rest(&mut self, row: &Row<'_>) -> Result<(), Fault> {
        self.age_at_least = AgeBand::from_text(row.text(21)?).and_then(AgeBand::youngest);
        self.calls_are_fine = row.opt_int(22)?.is_some();
        self.reported = row.int(23)? > 0;
        Ok(())
    }

    fn read_mark(&mut self, row: &Row<'_>) -> Result<(), Fault> {
        let Some(rest_until) = row.opt_int(12)? else {
            return Ok(());
        };
        self.resting_until = Some(Moment::from_millis(rest_until));
        self.care = match (row.int(13)? != 0, row.int(14)? != 0) {
            (_, true) => Care::Protected,
            (true, false) => Care::Restricted,
            (false, false) => Care::Usual,
        };
        if row.int(15)? != 0 {
            self.standing = Standing::Deceased;
        }
        Ok(())
    }

    /// Whether an open row belongs to another card whose time is not up; one whose time is up is noted as left behind.
    pub(super) fn open_by_others(
        &mut self,
        card: &[u8],
        until_at: i64,
        own: Option<CardId>,
        now: Moment,
    ) -> Result<bool, Fault> {
        let card = CardId::from_bytes(id16(card).ok_or_else(|| shape("open_card"))?);
        if own == Some(card) {
            return Ok(false);
        }
        let is_open = until_at > now.millis();
        if !is_open && !self.left_behind.contains(&card) {
            self.left_behind.push(card);
        }
        Ok(is_open)
    }

    /// The blind indexes of the numbers that the card shows: those are locked, and an office's number is not.
    pub(super) fn blinds_shown(&self) -> Vec<[u8; 16]> {
        let only = self.row.only.as_ref();
        let is_shown = |never: &[u8; 16]| only.is_none_or(|only| only.contains(never));
        let shown = self.numbers.iter().filter(|(_, never)| is_shown(never));
        shown.map(|(blind, _)| *blind).collect()
    }

    /// The same sealed row once more, for a second thing shown of the same card.
    pub(crate) fn again(&self, card: CardId) -> SealedRow {
        let row = &self.row;
        SealedRow {
            member: row.member,
            month: row.month,
            erase_key: row.erase_key.clone(),
            row_key: row.row_key.clone(),
            name: row.name.clone(),
            phones: row.phones.clone(),
            rest: row.rest.clone(),
            branch: row.branch.clone(),
            language: row.language.clone(),
            ended: row.ended,
            card: Some(*card.as_bytes()),
            only: row.only.clone(),
        }
    }

    pub(crate) fn facts(&self) -> MemberFacts {
        MemberFacts {
            standing: self.standing,
            objection: self.objection,
            care: self.care,
            age_at_least: self.age_at_least,
            reported: self.reported,
            kin: self.kin,
            calls_are_fine: self.calls_are_fine,
            turn: self.turn,
            whereabouts: self.whereabouts,
            resting_until: self.resting_until,
            open_elsewhere: self.open_elsewhere,
        }
    }
}

/// The widest of the objections that stand in two columns from `at` on, and of `before`.
pub(super) fn widest(
    row: &Row<'_>,
    at: usize,
    before: Option<Size>,
) -> Result<Option<Size>, Fault> {
    let mut widest = before;
    for size in [row.opt_text(at)?, row.opt_text(at + 1)?]
        .into_iter()
        .flatten()
    {
        widest = widest.max(Some(Size::from_code(size).unwrap_or(Size::Anyone)));
    }
    Ok(widest)
}

/// The never-again hash of a member.
pub(crate) fn never_member(world: &Inner, member: MemberId) -> [u8; 16] {
    world.keys.never.short("member", member.as_bytes())
}
