// Ops that exist for the tests: one for every part of the contract that the product's ops do not use yet.
#pragma once

#include "registry/registry.h"

namespace dsprep::test {

extern const OpSpec test_folds;       // Parts: each record to k-1 of k training folds and one validation fold
extern const OpSpec test_batch;       // BatchOp: numbers the words, a chunk's records at once
extern const OpSpec test_external;    // BatchOp that may answer differently next time: must be spooled, asked once
extern const OpSpec test_shuffle;     // OrderOp: by the hash of the record's key
extern const OpSpec test_against;     // reference dataset: drops what an evaluation set holds
extern const OpSpec test_vocabulary;  // artifact: every word, counted, into a side file
extern const OpSpec test_known;       // reads that artifact when it decides: how many of a record's words are in it
extern const OpSpec test_files;       // a report of Decider::outputs()
extern const OpSpec test_source;      // sources and parts: each record gets the name, licence and weight of its source
extern const OpSpec test_late;        // a report that writes the artifact of test_vocabulary
extern const OpSpec test_rounds;      // multi-pass: halves the survivors round by round
extern const OpSpec test_turns;       // Value cursors: counts the turns of a messages array, rewrites it
extern const OpSpec test_redact;      // TextEdit: digits to '#', span labels follow
extern const OpSpec test_derive;      // derives n children
extern const OpSpec test_heavy;       // Cost::heavy: its output is spooled before a whole-dataset step

// The product's ops and these.
registry::Registry with_test_ops();

}  // namespace dsprep::test
