//! What a restored world must not wake up with: sessions, members' own too, tokens, codes, invitations, cards on desks, open banks, days that
//! stand in for a second person.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::{Moment, Span};

use super::Replayed;
use crate::answers;
use crate::desk;
use crate::door::{self, Code};
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hooks;
use crate::licences;
use crate::log::GoingOn;
use crate::own_page;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How long the code of whoever holds an office works.
const CODE_LASTS: Span = Span::days(3);
/// Officers who get one.
const OFFICERS_MAX: i64 = 50;

/// Ends every card that lies on a desk: its time is up, for whoever held it is gone.
pub(super) fn cards(world: &World, now: Moment) -> Result<(), Fault> {
    world
        .write("restore-cards", Auth::Job("restore"), now, move |tx| {
            let at = [Arg::Int(now.millis())];
            tx.run(
                "update card set until_at = $1 where state in ('dealt', 'shown') and until_at > $1",
                &at,
            )?;
            tx.run(
                "update open_card set until_at = $1 where until_at > $1",
                &at,
            )?;
            tx.run(
                "update open_number set until_at = $1 where until_at > $1",
                &at,
            )?;
            Ok(Verdict::Given(()))
        })
        .wait()?;
    while desk::sweep(world, now)? > 0 {}
    Ok(())
}

/// Sessions and API tokens, codes, passkeys, device keys and what connects accounts with the organisation's sign-in (some may have been removed since), invitations, banks.
pub(super) fn doors(tx: &mut Tx<'_, '_>) -> Result<(), Fault> {
    let at = [Arg::Int(tx.now().millis())];
    tx.run(
        "update session set ended_at = $1 where ended_at is null",
        &at,
    )?;
    tx.run(
        "update sign_in_code set expires_at = $1 where expires_at > $1",
        &at,
    )?;
    own_page::end_all(tx)?;
    door::forget_every_passkey(tx)?;
    door::forget_every_device_key(tx)?;
    door::forget_every_identity(tx)?;
    // A caller's, which may have been replaced since because somebody else knew it; offices have their app besides.
    tx.run(
        "update credential set password = null where app_sealed is null",
        &[],
    )?;
    // One that was used or taken back since the backup would let somebody in again: whoever is wanted is invited anew.
    tx.run("delete from invitation where joined_at is null", &[])?;
    // Read to its end since, or never to be read: whoever still needs it asks anew, and the campaign is told anew.
    answers::end_all(tx)?;
    // Whoever still wants to test has it agreed to anew.
    licences::end_all(tx)?;
    // Somebody may have refused it since: it takes a second person now.
    tx.run(
        "update request set alone_at = null where state = 'asked' and alone_at is not null",
        &[],
    )?;
    tx.run("update bank set state = 'paused' where state = 'open'", &[])?;
    hooks::end_all(tx)?;
    // The shift may have been cancelled since, or the place given back: nobody is reminded of what a backup says.
    tx.run(
        "update shift_place set remind_at = null where remind_at is not null",
        &[],
    )?;
    Ok(())
}

/// Those of a branch come last: without the others the world can't go on.
const OFFICERS: &str = "select t.account from term t join account a on a.bucket = t.bucket and a.id = t.account where t.role in ('membership-officer', 'returning-officer', 'dpo', 'approver') and t.ended_at is null and (t.until_at is null or t.until_at > $1) and a.ended_at is null group by t.account order by min(case when t.scope_kind = 'branch' then 1 else 0 end), t.account limit $2";

/// A code for each who holds an office: they must come in to let the world go on, which an approver may do too.
pub(super) fn codes(tx: &mut Tx<'_, '_>) -> Result<Vec<(String, Code)>, Fault> {
    let now = tx.now();
    let args = [Arg::Int(now.millis()), Arg::Int(OFFICERS_MAX)];
    let officers = tx.all(OFFICERS, &args, |row| Ok(id16(row.bytes(0)?)))?;
    let world = std::sync::Arc::clone(tx.world);
    let mut codes = Vec::new();
    for account in officers.into_iter().flatten().map(AccountId::from_bytes) {
        let label = door::label_of(&world, tx.raw(), account)?;
        codes.push((
            label,
            door::code_for_once(tx, account, now.plus(CODE_LASTS))?,
        ));
    }
    Ok(codes)
}

/// The entries: what was restored, and what was done once more.
pub(super) fn note(
    tx: &mut Tx<'_, '_>,
    (backup, made_at): (&str, Option<Moment>),
    going_on: &GoingOn,
    replayed: &Replayed,
    codes: usize,
) -> Result<(), Fault> {
    use std::fmt::Write as _;
    let mut detail = format!("backup={backup} codes={codes}");
    if let Some(at) = made_at {
        let _ = write!(detail, " made={}", at.millis());
    }
    if let Some(next) = going_on.renamed() {
        let before = &next.before;
        let _ = write!(
            detail,
            " log={} before={} before-size={} before-root={} from={}",
            next.origin, before.origin, before.size, before.root, before.from
        );
    }
    entry::write(
        tx,
        &Draft::system(EventKind::Restore, "console").detail(detail),
        &[],
    )?;
    let draft = Draft::system(EventKind::NeverAgain, "console").detail(replayed.words());
    entry::write(tx, &draft, &[])
}
