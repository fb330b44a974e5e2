//! The decision: one exhaustive match over the acts, and a refusal for everything else.

mod accounts;
mod answers;
mod ask;
mod calls;
mod freezes;
mod grant;
mod hooks;
mod joining;
mod leaving;
mod licences;
mod members;
mod offices;
mod own_page;
mod requests;

pub use grant::Grant;

use self::accounts::{identity, passkeys};
use self::ask::{Ask, Verdict};
use super::{Action, Action as A, Actor, Facts, Reason, Refusal, Resource};
use crate::moment::Moment;
use crate::request::Kind;

/// Decides whether `actor` may do `action` to `resource` at `now`.
///
/// Pure: the same facts give the same answer, so the store asks afresh at every attempt of a
/// transaction. Whose a thing is comes before how it stands: a rival learns neither that a bank
/// is paused nor that it exists.
pub fn decide(
    actor: &Actor,
    action: Action,
    resource: &Resource,
    facts: &Facts,
    now: Moment,
) -> Result<Grant, Refusal> {
    let ask = Ask {
        actor,
        resource,
        facts,
        now,
    };
    let asked = judge(&ask, action).and_then(|leave| {
        ask.thawed(action)?;
        ask.by_a_person(action)?;
        ask.shown_lately(action).map(|()| leave)
    });
    match asked {
        Ok(leave) => Ok(Grant::sign(actor, action, resource, &leave)),
        Err(reason) => Err(Refusal::new(reason)),
    }
}

/// What may be done while the world is frozen, because it came out of a backup: what shows nobody and must not be lost, what
/// ends access, and what it takes to let the world go on. Everything else waits.
const fn stands_in_ice(action: Action, resource: &Resource) -> bool {
    match action {
        Action::Object
        | Action::Complain
        | Action::RecordLate
        | Action::EndTerm
        | Action::EndAccess
        | Action::WithdrawCampaign
        | Action::EndLicence
        | Action::SeeRequests
        // Where nobody who could let it go on can come in any more.
        | Action::AddAccount
        | Action::GrantTerm
        | Action::SetOwnPassword
        | Action::ShowAgain
        | Action::SeeOwnPasskeys
        | Action::AddOwnPasskey
        | Action::RemoveOwnPasskey
        | Action::SeeIdentity
        | Action::ConnectIdentity
        | Action::DisconnectIdentity
        // What was not used yet is taken back.
        | Action::TakeBackInvitation
        | Action::ShutAccount
        // What stands still: whoever lets the world go on looks there first.
        | Action::Freeze
        | Action::SeeFreezes
        | Action::ConfirmFreeze
        | Action::KeepFreeze
        | Action::LiftFreeze
        | Action::AppealFreeze
        | Action::AskRecovery
        | Action::SeeRecoveries
        | Action::StopRecovery => true,
        // To an office: who asks alone is told that it takes two.
        Action::HandOutCode => !matches!(resource, Resource::Term { .. }),
        // Letting it go on, and somebody in who could.
        Action::AskRequest | Action::DecideRequest | Action::WithdrawRequest => matches!(
            resource,
            Resource::Request {
                kind: Kind::ThawWorld,
                ..
            } | Resource::AccountRequest { .. }
        ),
        _ => false,
    }
}

#[expect(clippy::too_many_lines, reason = "one exhaustive match over the acts")]
fn judge(ask: &Ask<'_>, action: Action) -> Verdict {
    // A member's own page shows nobody else, and an objection is never lost; that one is taken back can wait.
    let is_members = ask.actor.member.is_some() && action != Action::AllowOwn;
    if ask.facts.world_frozen && !stands_in_ice(action, ask.resource) && !is_members {
        ask.signed_in()?;
        return Err(Reason::WorldFrozen);
    }
    if own_page::is_of(ask) {
        return own_page::judge(ask.signed_in()?, action);
    }
    match action {
        Action::RecordLate => calls::record_late(ask),
        Action::Object => calls::object(ask),
        Action::SeeOwnDesk => ask.signed_in().and_then(calls::see_own_desk),
        Action::Lease => ask.signed_in().and_then(calls::lease),
        Action::SeeCard => ask.signed_in().and_then(calls::see_card),
        Action::Dial => ask.signed_in().and_then(calls::dial),
        Action::Extend => ask.signed_in().and_then(calls::extend),
        Action::PreferBranches | Action::RingInLanguages => {
            ask.signed_in().and_then(calls::prefer_branches)
        }
        Action::TakeBreak => ask.signed_in().and_then(calls::take_break),
        A::HandBack | A::Record => ask.signed_in().and_then(calls::record),
        Action::CountBank => ask.signed_in().and_then(calls::count_bank),
        Action::CountAudience => ask.signed_in().and_then(calls::count_audience),
        Action::WatchBank => ask.signed_in().and_then(calls::watch_bank),
        Action::AddBank => ask.signed_in().and_then(calls::add_bank),
        Action::AddLot => ask.signed_in().and_then(calls::add_lot),
        Action::OpenBank => ask.signed_in().and_then(calls::open_bank),
        A::SeeScripts | A::WriteScript => ask.signed_in().and_then(calls::scripts),
        A::UseScript | A::OrderBank => ask.signed_in().and_then(calls::use_script),
        A::SetOpening => ask.signed_in().and_then(offices::set_opening),
        A::SeeComplaints => ask.signed_in().and_then(offices::see_complaints),
        A::Complain => calls::complain(ask),
        Action::PauseBank => ask.signed_in().and_then(calls::pause_bank),
        Action::CloseBank => ask.signed_in().and_then(calls::close_bank),
        A::SeeShifts
        | A::PlanShift
        | A::ChangeShift
        | A::CancelShift
        | A::SeeWhoComes
        | A::TakeShift
        | A::GiveBackShift => calls::shifts(ask.signed_in()?, action),
        A::Train => ask.signed_in().and_then(calls::train),
        A::SeeTraining => ask.signed_in().and_then(calls::see_training),
        A::AskTraining => ask.signed_in().and_then(calls::ask_training),
        Action::AddContest => ask.signed_in().and_then(offices::add_contest),
        Action::AddCampaign => ask.signed_in().and_then(offices::add_campaign),
        A::OpenPhase | A::MoveDate => ask.signed_in().and_then(offices::open_phase),
        Action::ChangeKeys => ask.signed_in().and_then(offices::change_keys),
        A::Import | A::ImportScreening | A::TryImport | A::UndoImport => {
            ask.signed_in().and_then(offices::import)
        }
        Action::SeeImport => ask.signed_in().and_then(offices::see_import),
        Action::TakeRejects => ask.signed_in().and_then(offices::take_rejects),
        Action::SeeImportNotes => ask.signed_in().and_then(offices::see_import_notes),
        Action::SearchMembers => ask.signed_in().and_then(offices::search_members),
        Action::SeeTotals => ask.signed_in().and_then(offices::see_totals),
        Action::EditBranches => ask.signed_in().and_then(offices::edit_branches),
        Action::OpenMember => ask.signed_in().and_then(members::open_member),
        Action::CorrectMember => ask.signed_in().and_then(members::correct_member),
        Action::RenumberMember => ask.signed_in().and_then(members::renumber_member),
        Action::AddMember => ask.signed_in().and_then(members::add_member),
        Action::EndMembership => ask.signed_in().and_then(members::end_membership),
        Action::MarkMember => ask.signed_in().and_then(members::mark_member),
        Action::LiftMark => ask.signed_in().and_then(members::lift_mark),
        Action::ObjectFor => ask.signed_in().and_then(members::object_for),
        Action::AllowCalls => ask.signed_in().and_then(members::allow_calls),
        Action::WriteNote => ask.signed_in().and_then(members::write_note),
        Action::GiveOwnCode => ask.signed_in().and_then(members::give_own_code),
        Action::SeeReasons => ask.signed_in().and_then(members::see_reasons),
        Action::ReadReason => ask.signed_in().and_then(members::read_reason),
        Action::LinkAccount => ask.signed_in().and_then(members::link_account),
        Action::SeekDuplicates => ask.signed_in().and_then(members::seek_duplicates),
        Action::SeeDuplicates | Action::MergeIdentical => {
            ask.signed_in().and_then(members::see_duplicates)
        }
        Action::TellApart => ask.signed_in().and_then(members::tell_apart),
        Action::MergeMembers => ask.signed_in().and_then(members::merge_members),
        A::SeeReports | A::SeeApart | A::UndoReports => {
            ask.signed_in().and_then(offices::see_reports)
        }
        Action::SettleReport => ask.signed_in().and_then(members::settle_report),
        Action::SeeLedger => ask.signed_in().and_then(offices::see_ledger),
        A::SeeOwnRecord | A::TakeOwnExhibit => ask.signed_in().and_then(offices::see_own_record),
        Action::TakeExhibit => ask.signed_in().and_then(offices::take_exhibit),
        Action::SeeExposure => ask.signed_in().and_then(offices::see_exposure),
        Action::SeeInstallation => ask.signed_in().and_then(offices::see_installation),
        Action::SeeRequests => ask.signed_in().and_then(requests::see),
        Action::AskRequest => ask.signed_in().and_then(requests::ask),
        Action::DecideRequest => ask.signed_in().and_then(requests::decide),
        Action::WithdrawRequest => ask.signed_in().and_then(requests::withdraw),
        Action::SeeAccounts => ask.signed_in().and_then(accounts::see_accounts),
        Action::AddAccount => ask.signed_in().and_then(accounts::add_account),
        Action::GrantTerm => ask.signed_in().and_then(accounts::grant_term),
        Action::EndTerm => ask.signed_in().and_then(accounts::end_term),
        Action::EndAccess => ask.signed_in().and_then(leaving::end_access),
        Action::WithdrawCampaign => ask.signed_in().and_then(leaving::withdraw_campaign),
        Action::Invite => ask.signed_in().and_then(joining::invite),
        Action::SeeInvitations => ask.signed_in().and_then(joining::see_invitations),
        Action::TakeBackInvitation => ask.signed_in().and_then(joining::take_back_invitation),
        Action::SetCallersPassword => ask.signed_in().and_then(joining::set_callers_password),
        Action::SeeTerms => ask.signed_in().and_then(accounts::see_terms),
        Action::SetOwnPassword => accounts::set_own_password(ask),
        Action::ShowAgain => ask.signed_in().and_then(accounts::show_again),
        A::SeeOwnPasskeys | A::AddOwnPasskey | A::RemoveOwnPasskey => passkeys(ask, action),
        A::SeeIdentity | A::ConnectIdentity | A::DisconnectIdentity => identity(ask, action),
        Action::AddOwnDeviceKey => ask.signed_in().and_then(joining::add_own_device_key),
        Action::SeeOwnDeviceKeys | Action::RemoveOwnDeviceKey => {
            ask.signed_in().and_then(accounts::own_device_keys)
        }
        A::SeeOwnSessions | A::EndOwnSessions => ask.signed_in().and_then(accounts::own_sessions),
        A::SeeOwnPrograms | A::MakeOwnProgram | A::EndOwnProgram => {
            accounts::own_programs(ask.signed_in()?, action)
        }
        A::ChooseLanguage => ask.signed_in().and_then(accounts::own_language),
        Action::HandOutCode => ask.signed_in().and_then(accounts::hand_out_code),
        Action::ShutAccount => ask.signed_in().and_then(accounts::shut_account),
        Action::AskRecovery => ask.signed_in().and_then(accounts::ask_recovery),
        Action::SeeRecoveries => ask.signed_in().and_then(accounts::see_recoveries),
        Action::StopRecovery => ask.signed_in().and_then(accounts::stop_recovery),
        Action::PreviewForgetting => ask.signed_in().and_then(requests::preview_forgetting),
        Action::SeeForgetting => ask.signed_in().and_then(requests::see_forgetting),
        A::SeeRetention | A::CountRetention => ask.signed_in().and_then(requests::see_retention),
        Action::RunRetention => ask.signed_in().and_then(requests::run_retention),
        A::SeeLicences | A::EndLicence | A::ReportLicence | A::EnterDecoy | A::CheckLicence => {
            licences::judge(ask.signed_in()?, action)
        }
        Action::RefuseAlone => ask.signed_in().and_then(requests::refuse_alone),
        Action::FinishAlone => ask.signed_in().and_then(requests::finish_alone),
        A::ReadAnswers | A::SeeCases | A::SeeCampaign => answers::judge(ask.signed_in()?, action),
        A::Freeze
        | A::SeeFreezes
        | A::ConfirmFreeze
        | A::KeepFreeze
        | A::LiftFreeze
        | A::GiveHours
        | A::TakeHours
        | A::AppealFreeze => freezes::judge(ask.signed_in()?, action),
        A::SeeHooks | A::InstallHook | A::TestHook | A::RotateHook | A::RemoveHook => {
            hooks::judge(ask.signed_in()?, action)
        }
        A::SeeCalendar => ask.signed_in().and_then(offices::see_calendar),
        A::SeeReady | A::SetDuty => ask.signed_in().and_then(offices::see_ready),
        A::SignReady => ask.signed_in().and_then(offices::sign_ready),
        A::SeeOwnPage | A::TakeOwnCopy | A::ObjectOwn | A::AllowOwn | A::AskRight => {
            own_page::judge(ask.signed_in()?, action)
        }
        A::SeeRights | A::ReadRight | A::AcknowledgeRight | A::ExtendRight | A::AnswerRight => {
            ask.signed_in().and_then(own_page::answer)
        }
    }
}

#[cfg(test)]
mod tests;
