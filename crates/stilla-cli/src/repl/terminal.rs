//! The terminal while no line is read: what is typed then is kept, byte by byte, for the next line.
//!
//! Between two lines the line editor gives the terminal back as it was. In its ordinary mode that would echo what is
//! typed into the output, and read Ctrl-D and the ends of lines its own way. So it is made quiet for the whole session.
//! Ctrl-C still ends what runs.
//!
//! Uses: nix, on Unix. Never: the session.

/// A terminal that is quiet until this is dropped.
pub(super) struct Quiet {
    #[cfg(unix)]
    before: Option<nix::sys::termios::Termios>,
}

#[cfg(unix)]
impl Quiet {
    /// Makes the terminal of the standard input quiet, if it is one.
    pub(super) fn new() -> Quiet {
        use nix::sys::termios::{InputFlags, LocalFlags, SetArg, tcgetattr, tcsetattr};
        let stdin = std::io::stdin();
        let before = tcgetattr(&stdin).ok();
        if let Some(before) = &before {
            let mut quiet = before.clone();
            quiet.local_flags &= !(LocalFlags::ICANON | LocalFlags::ECHO);
            quiet.input_flags &= !InputFlags::ICRNL;
            // NOTE: a terminal that refuses stays as it was.
            let _ = tcsetattr(&stdin, SetArg::TCSADRAIN, &quiet);
        }
        Quiet { before }
    }
}

#[cfg(unix)]
impl Drop for Quiet {
    fn drop(&mut self) {
        use nix::sys::termios::{SetArg, tcsetattr};
        if let Some(before) = &self.before {
            // NOTE: a terminal that is gone needs nothing.
            let _ = tcsetattr(std::io::stdin(), SetArg::TCSADRAIN, before);
        }
    }
}

#[cfg(not(unix))]
impl Quiet {
    /// Nothing: the console keeps what is typed.
    pub(super) fn new() -> Quiet {
        Quiet {}
    }
}
