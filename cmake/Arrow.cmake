# Apache Arrow's C++ library, for Parquet (src/columnar): an optional component. Debian 12 has none; the PyPI package
# pyarrow carries its headers and shared libraries, and scripts/install-packages.sh parquet puts it where it is looked
# for here: DSPREP_PYARROW (a virtual environment), then /opt/dsprep-pyarrow, then ~/.local/share/dsprep-pyarrow.
set(DSPREP_PARQUET AUTO CACHE STRING "Parquet through Apache Arrow: AUTO (where it is found), ON, OFF")
set_property(CACHE DSPREP_PARQUET PROPERTY STRINGS AUTO ON OFF)
set(DSPREP_PYARROW "$ENV{DSPREP_PYARROW}" CACHE PATH "Virtual environment that holds pyarrow")
set(DSPREP_ARROW_FOUND OFF)
if(NOT DSPREP_PARQUET STREQUAL "OFF")
  foreach(environment "${DSPREP_PYARROW}" /opt/dsprep-pyarrow "$ENV{HOME}/.local/share/dsprep-pyarrow")
    if(environment STREQUAL "")
      continue()
    endif()
    file(GLOB package LIST_DIRECTORIES true "${environment}/lib/python3*/site-packages/pyarrow")
    file(GLOB libarrow "${package}/libarrow.so.[0-9]*")
    file(GLOB libparquet "${package}/libparquet.so.[0-9]*")
    if(EXISTS "${package}/include/parquet/arrow/reader.h" AND libarrow AND libparquet)
      add_library(dsprep_arrow INTERFACE)
      target_include_directories(dsprep_arrow SYSTEM INTERFACE "${package}/include")
      # pyarrow's libraries hand on the simdjson and OpenSSL that are built into them, of other versions than ours. Whose
      # functions a program calls is told by the order of its libraries: these are the last of every link
      # (tests/layers/library_order.sh holds it).
      string(APPEND CMAKE_CXX_STANDARD_LIBRARIES
             " -Wl,--as-needed ${libparquet} ${libarrow} -Wl,--no-as-needed -Wl,-rpath,${package}")
      set(DSPREP_ARROW_FOUND ON)
      message(STATUS "Parquet: Apache Arrow in ${package}")
      break()
    endif()
  endforeach()
  if(NOT DSPREP_ARROW_FOUND)
    set(how "Parquet: no Apache Arrow found; scripts/install-packages.sh parquet installs it")
    if(DSPREP_PARQUET STREQUAL "ON")
      message(FATAL_ERROR "${how}")
    endif()
    message(STATUS "${how}")
  endif()
endif()
