"""The built site as one archive that opens without a network, and the files of a release. Bytes in,
bytes out; nothing here touches a disk."""
