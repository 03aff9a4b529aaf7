namespace Concord.Domain.Common;

/// <summary>A record whose name is its text, in which contested words stand in brackets, with the keys of the sides. People are shown it with the names of the sides.</summary>
/// <remarks>Stored as <see cref="Concord.Records.Bracketed"/> says.</remarks>
internal interface IBracketed : INamed;
