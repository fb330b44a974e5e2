//! A bank that deals cards to those alone who have practised and read the notice.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, BankId};
use switchboard_rules::policy::{Action, Reason, Refusal};

use crate::desk;
use crate::engine::{Arg, Stmt};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::tx::{Tx, Verdict};
use crate::world::Inner;

/// What its organiser wants of a bank's callers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Nothing before they ring.
    Nothing,
    /// That they have practised and read the notice.
    Practice,
}

const ASK: &str = "insert into bank_training (bucket, bank, since) values ($1, $2, $3) on conflict (bucket, bank) do nothing";
const LET: &str = "delete from bank_training where bucket = $1 and bank = $2";

/// Says what a bank wants of its callers. Cards that are out stay where they are.
pub fn ask(tx: &mut Tx<'_, '_>, id: BankId, wish: Wish) -> Result<Verdict<()>, Fault> {
    let Some(bank) = desk::bank(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    };
    let grant = match tx.ask(Action::AskTraining, &bank.resource(), bank.facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let key = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let (changed, told) = match wish {
        Wish::Practice => {
            let [bucket, bank] = key;
            let row = [bucket, bank, Arg::Int(tx.now().millis())];
            (tx.run(ASK, &row)?, "asks=practice")
        }
        Wish::Nothing => (tx.run(LET, &key)?, "asks=nothing"),
    };
    // Pressed again it changes nothing, and is written nowhere.
    if changed == 0 {
        return Ok(Verdict::Given(()));
    }
    let draft = Draft::act(EventKind::TrainingAsked, &grant);
    entry::write(tx, &draft.detail(told), &[])?;
    Ok(Verdict::Given(()))
}

/// A row where the bank wants practice that the account lacks. Of an account whose notice can't be told, practice alone.
const LACKS: &str = "select 1 from bank_training b where b.bucket = $1 and b.bank = $2 and (not exists (select 1 from training p where p.bucket = $3 and p.account = $4 and p.kind = 'practice') or (cast($5 as bigint) = 1 and not exists (select 1 from training n where n.bucket = $3 and n.account = $4 and n.kind = 'notice' and n.mark = $6)))";

/// Whether a bank wants practice of anybody.
const WANTS: &str = "select 1 from bank_training where bucket = $1 and bank = $2";

/// What [`LACKS`] is asked with.
fn lacks_args<'a>(world: &'a Inner, bank: &'a BankId, account: &'a AccountId) -> Vec<Arg<'a>> {
    let notice = world.notice.get();
    vec![
        Arg::Int(bank.bucket()),
        Arg::Bytes(bank.as_bytes()),
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(i64::from(notice.is_some())),
        Arg::Bytes(notice.map_or(&[], |notice| notice.as_bytes().as_slice())),
    ]
}

/// [`LACKS`], where the bank wants anything at all.
pub(crate) fn lacks_asked<'a>(
    world: &'a Inner,
    bank: &'a BankId,
    account: &'a AccountId,
) -> Stmt<'a> {
    let by_bank = vec![Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())];
    Stmt::owning(LACKS, lacks_args(world, bank, account)).where_any(Stmt::shared(WANTS, by_bank))
}

/// Whether a bank wants practice that the account lacks.
pub(crate) fn is_lacking(
    tx: &mut Tx<'_, '_>,
    bank: BankId,
    account: AccountId,
) -> Result<bool, Fault> {
    let world = std::sync::Arc::clone(tx.world);
    let args = lacks_args(&world, &bank, &account);
    Ok(tx.one(LACKS, &args, |_| Ok(()))?.is_some())
}
