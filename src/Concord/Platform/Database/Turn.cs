namespace Concord.Platform.Database;

/// <summary>What is done by one at a time on all nodes. The numbers are those of PostgreSQL's advisory locks, which the database's other users share.</summary>
internal enum Turn : long
{
    Roles = 0x636f6e63_0001,
    SearchIndex = 0x636f6e63_0002,
    Seals = 0x636f6e63_0012,
    SealKeys = 0x636f6e63_0011,
}
