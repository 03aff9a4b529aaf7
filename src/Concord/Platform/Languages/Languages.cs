using Concord.Domain.Programmes;

namespace Concord.Platform.Languages;

/// <summary>The languages of the installed programme, in its order. The first is where an address without a language leads when the
/// browser asks for none of them.</summary>
internal sealed class Languages(CurrentProgramme programme)
{
    public IReadOnlyList<Language> All => programme.Now.Languages;

    public IEnumerable<string> Codes => All.Select(language => language.Code);

    public Language? this[string code] => All.FirstOrDefault(language => language.Code == code);
}
