using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Waiting;

namespace Concord.Features.Translations;

/// <summary>Texts to translate or to confirm.</summary>
internal sealed class TextsForMe(Kept kept, Me me, Words words, ToTranslate texts) : IAwaitMe
{
    public async Task<IEnumerable<Waiting>> ReadAsync(CancellationToken stop)
    {
        if (!me.Can(Can.Translate)) return [];

        var count = await kept.Of($"to translate {me.Can(Can.SeePeople)}", _ => 1, () => texts.CountAsync([.. words.Programme.Languages.Select(one => one.Code)], stop), stop);
        return count == 0 ? [] : [new(4, null, words.To("/translations"), "Desk.Translate", [count])];
    }
}
