using Concord.Domain.Programmes;
using Concord.Platform.Languages;

namespace Concord.Features.Records;

internal static class Orders
{
    /// <summary>The reader's own language first: columns stand as the reader reads.</summary>
    public static IEnumerable<Language> Languages(Words words) => [words.Language, .. words.Programme.Languages.Where(language => language.Code != words.Code)];
}
