// A lock file: flock(2) on a file that may be removed and made again while others wait for it. Private to port.
#pragma once

#include <memory>
#include <string>

#include "port/files.h"

namespace dsprep::port {

// Files::lock of the real file system. `files` makes the directories.
Result<std::unique_ptr<FileLock>> lock_file(Files& files, const std::string& path, LockKind kind,
                                            const std::string& note);

}  // namespace dsprep::port
