## When something doesn't work

refused-title = This is not open to you
refusal-signed-out = You are signed out. Sign in again.
refusal-looks-spent = You have looked at your record as often as one account may in 24 hours. Go on tomorrow. Your exhibits hold the same, a thousand entries each.
refusal-exhibits-spent = You have taken as many exhibits as one account may in a day. Go on tomorrow.
refusal-term-ended = Your role has ended. Ask the person who gave it to you.
refusal-term-not-begun = Your role has not begun yet. Come back on its first day.
refusal-not-your-role = This needs another role. Ask somebody who holds it.
refusal-not-yours-to-give = This role is given by somebody else. Ask them.
refusal-phase-not-open = It is not time for this yet, or it is over. The returning officer sets the dates.
refusal-frozen = Your campaign is stopped for now. Ask the returning officer.
refusal-bank-not-open = This phone bank is paused or not open. Ask its organiser, and try again later.
refusal-not-your-bank = There is nothing at this address.
refusal-not-your-campaign = There is nothing at this address.
refusal-not-your-card = There is nothing at this address.
refusal-not-your-import = There is nothing at this address.
refusal-second-person = You asked for this, so somebody else must decide. Ask a colleague who holds the role.
refusal-not-yours = There is nothing at this address.
refusal-no-such-act = There is nothing at this address.
not-found-title = Nothing here
not-found-text = There is nothing at this address. Look for a slip in it, or begin at the start page.
fault-title = Something broke
fault-text = It is our fault, not yours. Try again in a minute. If it happens again, give this number to the person who runs the machine.
fault-reference = Number:
rate-limited-title = Too fast
rate-limited-text = There were too many tries from here. Try again at { $time }.
refusal-bad-form = This form is out of date or not whole. Go back, load the page again and send it once more. Nothing was changed.
