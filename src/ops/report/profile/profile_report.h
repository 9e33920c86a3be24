// The findings of a profile.
#pragma once

#include <cstdint>

#include "dsprep/findings.h"
#include "ops/report/profile/profile_observer.h"

namespace dsprep::ops::profile {

// `distinct_texts`: of those that are not empty.
void write_report(const Plan& plan, const ProfileObserver& seen, std::uint64_t distinct_texts, Findings& findings);

}  // namespace dsprep::ops::profile
