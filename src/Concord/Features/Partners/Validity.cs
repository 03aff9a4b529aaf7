using Concord.Domain.Organisations;
using Concord.Platform.Languages;

namespace Concord.Features.Partners;

/// <summary>From when to when an organisation exists, in words.</summary>
internal static class Validity
{
    public static string Of(Organisation one, Words words) => (one.ValidFrom, one.ValidTo) switch
    {
        (null, null) => "",
        ({ } from, null) => words["Organisation.Since", from],
        (null, { } to) => words["Organisation.Until", to],
        var (from, to) => words.Dates(from, to),
    };
}
