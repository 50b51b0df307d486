#!/usr/bin/env node
import { addCheck } from './cli/check.js';
import { addDemo } from './cli/demo.js';
import { addInspect } from './cli/inspect.js';
import { addList } from './cli/list.js';
import { addPause } from './cli/pause.js';
import { addPlan } from './cli/plan.js';
import { addPreview } from './cli/preview.js';
import { newProgram, runProgram } from './cli/program.js';
import { addQuarantine } from './cli/quarantine.js';
import { addRebuild } from './cli/rebuild.js';
import { addRelease } from './cli/release.js';
import { addReplay } from './cli/replay.js';
import { addRun } from './cli/run.js';
import { addShow } from './cli/show.js';
import { addSnooze } from './cli/snooze.js';
import { addStatus } from './cli/status.js';
import { addSteering } from './cli/steering.js';
import { addSuppressed } from './cli/suppressed.js';
import { addThreads } from './cli/threads.js';
import { addUncertain } from './cli/uncertain.js';
import { keepHeapSmall } from './heap.js';

keepHeapSmall();
const program = newProgram();

// In the order in which `thrice --help` lists them; one line a command.
addDemo(program);
addCheck(program);
addRun(program);
addStatus(program);
addPlan(program);
addList(program);
addShow(program);
addPreview(program);
addSteering(program);
addSnooze(program);
addPause(program);
addUncertain(program);
addQuarantine(program);
addSuppressed(program);
addRelease(program);
addInspect(program);
addThreads(program);
addReplay(program);
addRebuild(program);

await runProgram(program, process.argv);
