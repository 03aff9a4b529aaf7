using Concord.Domain.Glossary;
using Concord.Domain.Organisations;
using Concord.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Database;

/// <summary>
/// A mark that moves with every change of what the checker of concordance knows terms, institutions and people from, and with no other: as long
/// as it stands, a glossary that was read holds, on every node.
/// </summary>
internal sealed partial class Db
{
    private const string GlossaryMark = "glossary-mark";

    private static readonly string[] inGlossary = [nameof(Term), nameof(Organisation), nameof(Person)];

    /// <summary>The mark as it stands. Whoever asks for it first and reads the glossary then has what is no older than the mark.</summary>
    public async Task<string> GlossaryMarkAsync(CancellationToken stop) =>
        await Settings.AsNoTracking().Where(one => one.Name == GlossaryMark).Select(one => one.Value).SingleOrDefaultAsync(stop) ?? "";

    /// <summary>Moves it in the transaction of the change itself, as the last thing: who waits for the mark holds every other lock already.</summary>
    private async Task MoveGlossaryMarkAsync(CancellationToken stop)
    {
        if (!entered.Exists(entry => inGlossary.Contains(entry.Kind))) return;

        var next = Guid.CreateVersion7().ToString();
        await Database.ExecuteSqlAsync($"insert into setting (name, value) values ({GlossaryMark}, {next}) on conflict (name) do update set value = excluded.value", stop);
    }
}
