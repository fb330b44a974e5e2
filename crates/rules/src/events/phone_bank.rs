//! The kinds from 900 on: audiences, scripts, a member's own page, shifts, dealing, practice, webhooks.

/// Lists the kinds that are given, and these behind them.
macro_rules! with_those_of_the_phone_bank {
    ($($before:tt)*) => {
        event_kinds! {
            $($before)*
            /// An audience was counted, or the published tables were shown; safe counts.
            AudienceCounted = 900, "audience_counted", "event-audience-counted";
            /// A screening list was taken in, or its day confirmed.
            ScreeningImported = 920, "screening_imported", "event-screening-imported";
            /// A script of a campaign was kept as a draft.
            ScriptDrafted = 940, "script_drafted", "event-script-drafted";
            /// A version of a script was published.
            ScriptPublished = 941, "script_published", "event-script-published";
            /// A version of a script was put on a phone bank.
            ScriptUsed = 942, "script_used", "event-script-used";
            /// A campaign's scripts were shown.
            ScriptsShown = 943, "scripts_shown", "event-scripts-shown";
            /// The organisation's opening lines were set.
            OpeningSet = 944, "opening_set", "event-opening-set";
            /// A caller passed on that a member complains.
            Complained = 945, "complained", "event-complained";
            /// Complaints from calls were shown.
            ComplaintsShown = 946, "complaints_shown", "event-complaints-shown";
            /// A complaint from a call was settled.
            ComplaintSettled = 947, "complaint_settled", "event-complaint-settled";
            /// A complaint from a call was not acknowledged in time.
            ComplaintLate = 948, "complaint_late", "event-complaint-late";
            /// Codes for members' own pages were asked for; whoever was found was sent one.
            OwnCodesAsked = 960, "own_codes_asked", "event-own-codes-asked";
            /// A member came in to their own page.
            OwnPageOpened = 961, "own_page_opened", "event-own-page-opened";
            /// A member was shown what is kept about them.
            OwnPageShown = 962, "own_page_shown", "event-own-page-shown";
            /// A member was shown what a campaign wrote about them.
            OwnAnswersShown = 963, "own_answers_shown", "event-own-answers-shown";
            /// A member took a copy of what is kept about them.
            OwnCopyTaken = 964, "own_copy_taken", "event-own-copy-taken";
            /// A member said on their own page that they don't want to be rung.
            OwnObjection = 965, "own_objection", "event-own-objection";
            /// A member took their own objection back.
            OwnCallsAllowed = 966, "own_calls_allowed", "event-own-calls-allowed";
            /// A member asked for what the law gives them.
            RightAsked = 967, "right_asked", "event-right-asked";
            /// A member was told that what they asked for has arrived.
            RightAcknowledged = 968, "right_acknowledged", "event-right-acknowledged";
            /// The time for an answer to a member was extended, with a reason.
            RightExtended = 969, "right_extended", "event-right-extended";
            /// A member was answered.
            RightAnswered = 970, "right_answered", "event-right-answered";
            /// The time for an answer to a member is over, and there was none.
            RightLate = 971, "right_late", "event-right-late";
            /// What members ask for was shown, masked.
            RightsShown = 972, "rights_shown", "event-rights-shown";
            /// The words of what a member asks for were read.
            RightRead = 973, "right_read", "event-right-read";
            /// What a member asked for ended unanswered, because they were forgotten.
            RightEnded = 974, "right_ended", "event-right-ended";
            /// A caller wrote down another outcome instead of the one before.
            OutcomeAmended = 980, "outcome_amended", "event-outcome-amended";
            /// A caller asked who is ringing them back.
            NumberAsked = 981, "number_asked", "event-number-asked";
            /// It was shown who comes to a campaign's shifts.
            ShiftsShown = 982, "shifts_shown", "event-shifts-shown";
            /// A shift was planned.
            ShiftPlanned = 983, "shift_planned", "event-shift-planned";
            /// A shift was changed.
            ShiftChanged = 984, "shift_changed", "event-shift-changed";
            /// A shift was cancelled.
            ShiftCancelled = 985, "shift_cancelled", "event-shift-cancelled";
            /// Somebody took a place in a shift.
            ShiftTaken = 986, "shift_taken", "event-shift-taken";
            /// Somebody gave a place in a shift back.
            ShiftGivenBack = 987, "shift_given_back", "event-shift-given-back";
            /// Letters that remind of shifts were put into the queue.
            ShiftsReminded = 988, "shifts_reminded", "event-shifts-reminded";
            /// Shifts that were long over were erased, with who had places in them.
            ShiftsErased = 989, "shifts_erased", "event-shifts-erased";
            /// A caller handed a card back without an outcome.
            CardHandedBack = 990, "card_handed_back", "event-card-handed-back";
            /// It was chosen in which order a bank deals.
            BankOrdered = 991, "bank_ordered", "event-bank-ordered";
            /// It was shown whose reports are far more than chance explains.
            CallersCompared = 992, "callers_compared", "event-callers-compared";
            /// It began that all waiting reports of one caller are settled as mistakes.
            ReportsUndoing = 993, "reports_undoing", "event-reports-undoing";
            /// Some of them were settled so.
            ReportsUndone = 994, "reports_undone", "event-reports-undone";
            /// All of them are, or whoever began it may not any more.
            ReportsUndoEnded = 995, "reports_undo_ended", "event-reports-undo-ended";
            /// A caller said in which branches they would like to ring.
            BranchesPreferred = 996, "branches_preferred", "event-branches-preferred";
            /// Somebody read the notice that stands before the first card.
            CallersNoticeRead = 1010, "callers_notice_read", "event-callers-notice-read";
            /// It was shown who of a campaign has practised.
            TrainingShown = 1011, "training_shown", "event-training-shown";
            /// A bank's organiser said whether it wants practice of its callers.
            TrainingAsked = 1012, "training_asked", "event-training-asked";
            /// A bank was closed for good.
            BankClosed = 1020, "bank_closed", "event-bank-closed";
            /// A webhook was installed: an address is told what happens.
            HookInstalled = 1040, "hook_installed", "event-hook-installed";
            /// A webhook got a new secret, and somebody who answers for it.
            HookRotated = 1041, "hook_rotated", "event-hook-rotated";
            /// A webhook was removed.
            HookRemoved = 1042, "hook_removed", "event-hook-removed";
            /// A webhook was switched off: nobody took what it was told, or nobody answers for it any more.
            HookEnded = 1043, "hook_ended", "event-hook-ended";
            /// A test was sent to a webhook.
            HookTested = 1044, "hook_tested", "event-hook-tested";
            /// Somebody chose the language of their own pages and letters.
            LanguageChosen = 1060, "language_chosen", "event-language-chosen";
            /// A caller said in which languages they ring.
            LanguagesRung = 1080, "languages_rung", "event-languages-rung";
            /// A caller began a break.
            BreakTaken = 1081, "break_taken", "event-break-taken";
            /// A caller went on after a break.
            BreakEnded = 1082, "break_ended", "event-break-ended";
            /// A card went off its desk before its time, because its member is not to be rung any more, or not under this record.
            CardTakenBack = 1083, "card_taken_back", "event-card-taken-back";
            /// A card went off its desk before its time, because its caller may ring nobody any more.
            CardLeftBehind = 1084, "card_left_behind", "event-card-left-behind";
            /// A webhook's secret of before ended at once.
            HookSecretEnded = 1090, "hook_secret_ended", "event-hook-secret-ended";
            /// As much waits for a webhook as may: what happens meanwhile is not told it.
            HookOverran = 1091, "hook_overran", "event-hook-overran";
            /// An officer gave a member a code that opens their own page.
            OwnCodeGiven = 1092, "own_code_given", "event-own-code-given";
            /// What those were trained in who left was forgotten, and what closed banks wanted.
            TrainingErased = 1093, "training_erased", "event-training-erased";
            /// Somebody made a program an API token, with which it acts as them.
            ProgramTokenMade = 1094, "program_token_made", "event-program-token-made";
            /// An API token was ended before its time.
            ProgramTokenEnded = 1095, "program_token_ended", "event-program-token-ended";
            /// What came of a campaign's own calls has a new state, by which it chooses whom it rings.
            SpokenMoved = 1100, "spoken_moved", "event-spoken-moved";
            /// The state of a campaign's own calls was erased: it withdrew, or its contest is over.
            SpokenGone = 1101, "spoken_gone", "event-spoken-gone";
            /// A campaign chose to which question of its scripts it counts the answers, or to none.
            SpokenQuestion = 1102, "spoken_question", "event-spoken-question";
        }
    };
}
