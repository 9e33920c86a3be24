// forget_giant: clears a container that is kept from text to text, and gives back what an unusually long text made
// grow.
#pragma once

#include <cstddef>

namespace dsprep::ops::gopher_repetition {

template <class T>
void forget_giant(T& items, std::size_t most_kept) {
  if (items.capacity() > most_kept) T().swap(items);
  items.clear();
}

}  // namespace dsprep::ops::gopher_repetition
