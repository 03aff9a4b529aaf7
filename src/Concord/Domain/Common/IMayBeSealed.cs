namespace Concord.Domain.Common;

/// <summary>Something that is signed and sealed one day: from then on nobody changes or withdraws it.</summary>
internal interface IMayBeSealed
{
    bool IsSealed { get; }
}
