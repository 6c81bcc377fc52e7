//! Leaving statements early: `return`, `break` and `continue` undo what the
//! statements around them have set up, innermost first.

use super::unit::{Datum, FBlock, FrameBlock, Label};
use super::{Compiler, Ctx};
use crate::ast::Loc;
use crate::bytecode::Op;
use crate::error::{Error, Result};

impl<'a> Compiler<'a> {
    /// Undoes everything up to the function's start.
    pub(super) fn unwind_all(&mut self, loc: &mut Loc, preserve: bool) -> Result<()> {
        self.unwind(loc, preserve, false).map(|_| ())
    }

    /// Undoes everything, or everything inside the innermost loop, which is returned.
    fn unwind(&mut self, loc: &mut Loc, preserve: bool, to_loop: bool) -> Result<Option<FBlock<'a>>> {
        let mut undone = Vec::new();
        let mut found = None;
        let mut result = Ok(());
        while let Some(&top) = self.unit.fblocks.last() {
            if top.kind == FrameBlock::ExceptionGroupHandler {
                result = Error::new(*loc, "'break', 'continue' and 'return' cannot appear in an except* block");
                break;
            }
            if to_loop && matches!(top.kind, FrameBlock::While | FrameBlock::For | FrameBlock::AsyncFor) {
                found = Some(top);
                break;
            }
            self.unit.fblocks.pop();
            undone.push(top);
            result = self.unwind_one(loc, &top, preserve);
            if result.is_err() {
                break;
            }
        }
        self.unit.fblocks.extend(undone.into_iter().rev());
        result.map(|()| found)
    }

    fn unwind_one(&mut self, loc: &mut Loc, block: &FBlock<'a>, preserve: bool) -> Result<()> {
        match block.kind {
            FrameBlock::While
            | FrameBlock::ExceptionHandler
            | FrameBlock::ExceptionGroupHandler
            | FrameBlock::AsyncComprehension
            | FrameBlock::StopIteration => {}
            FrameBlock::For | FrameBlock::AsyncFor | FrameBlock::PopValue => {
                self.keep(*loc, preserve);
                self.op(*loc, Op::PopTop);
            }
            FrameBlock::TryExcept => self.op(*loc, Op::PopBlock),
            FrameBlock::FinallyTry => {
                self.op(*loc, Op::PopBlock);
                if preserve {
                    self.push_fblock(FrameBlock::PopValue, *loc, Label::NONE, Label::NONE, Datum::None)?;
                }
                if let Datum::Finally(body) = block.datum {
                    self.stmts(body)?;
                }
                if preserve {
                    self.pop_fblock();
                }
                // What follows happens after the finally block.
                *loc = Loc::NONE;
            }
            FrameBlock::FinallyEnd => {
                self.keep(*loc, preserve);
                self.op(*loc, Op::PopTop);
                self.keep(*loc, preserve);
                self.op(*loc, Op::PopBlock);
                self.op(*loc, Op::PopExcept);
            }
            FrameBlock::With | FrameBlock::AsyncWith => {
                *loc = block.loc;
                self.op(*loc, Op::PopBlock);
                if preserve {
                    self.op_i(*loc, Op::Swap, 3);
                    self.op_i(*loc, Op::Swap, 2);
                }
                self.call_exit_with_nones(*loc);
                if block.kind == FrameBlock::AsyncWith {
                    self.await_value(*loc, 2);
                }
                self.op(*loc, Op::PopTop);
                *loc = Loc::NONE;
            }
            FrameBlock::HandlerCleanup => {
                let name = match block.datum {
                    Datum::Name(name) => Some(name),
                    _ => None,
                };
                if name.is_some() {
                    self.op(*loc, Op::PopBlock);
                }
                self.keep(*loc, preserve);
                self.op(*loc, Op::PopBlock);
                self.op(*loc, Op::PopExcept);
                if let Some(name) = name {
                    self.load_none(*loc);
                    self.name_op(*loc, name, Ctx::Store)?;
                    self.name_op(*loc, name, Ctx::Del)?;
                }
            }
        }
        Ok(())
    }

    /// Moves the value that is being returned above what is popped next.
    fn keep(&mut self, loc: Loc, preserve: bool) {
        if preserve {
            self.op_i(loc, Op::Swap, 2);
        }
    }

    pub(super) fn break_stmt(&mut self, loc: Loc) -> Result<()> {
        let mut at = loc;
        self.op(at, Op::Nop);
        let Some(found) = self.unwind(&mut at, false, true)? else {
            return Error::new(loc, "'break' outside loop");
        };
        self.unwind_one(&mut at, &found, false)?;
        self.jump(at, Op::Jump, found.exit);
        Ok(())
    }

    pub(super) fn continue_stmt(&mut self, loc: Loc) -> Result<()> {
        let mut at = loc;
        self.op(at, Op::Nop);
        let Some(found) = self.unwind(&mut at, false, true)? else {
            return Error::new(loc, "'continue' not properly in loop");
        };
        self.jump(at, Op::Jump, found.block);
        Ok(())
    }
}
