//! From the columns of a file to rows of the roll.
