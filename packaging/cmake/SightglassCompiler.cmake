# SPDX-License-Identifier: Apache-2.0
# What every target is compiled with: the compiler cache, the sanitizers of the preset, the hardening.
find_program(SG_CCACHE ccache)
if(SG_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${SG_CCACHE}")
endif()
# ccache can share precompiled headers only when the compiler keeps no time in them.
add_compile_options(-fpch-preprocess)

if(SIGHTGLASS_SANITIZE)
    add_compile_options(-fsanitize=${SIGHTGLASS_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${SIGHTGLASS_SANITIZE})
else()
    add_compile_options(-fstack-protector-strong)
    add_link_options(-Wl,-z,relro,-z,now)
endif()
