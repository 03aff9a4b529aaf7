using Concord.Domain.Common;
using NodaTime;

namespace Concord.Platform.Waiting;

/// <summary>One thing that is asked; what, and of whom, it says in words.</summary>
/// <param name="Rank">0 is most urgent.</param>
/// <param name="On">The day that makes it urgent; null when there is none.</param>
/// <param name="Address">Where it is done, with the reader's language.</param>
/// <param name="Sentence">Key of the sentence.</param>
/// <param name="About">The record it is about; null when it is about several.</param>
internal sealed record Waiting(int Rank, LocalDate? On, string Address, string Sentence, object?[] Values, Text? About = null, bool Fictitious = false);

/// <summary>
/// Tells what waits for the reader, or for his side, in one matter. Found by reflection: every feature tells of its own, and the desk and the
/// weekly mail show all of it.
/// </summary>
internal interface IAwaitMe
{
    /// <summary>So many of one sort are told at most.</summary>
    const int Most = 50;

    /// <summary>So many days ahead something that is due counts.</summary>
    const int DaysAhead = 60;

    Task<IEnumerable<Waiting>> ReadAsync(CancellationToken stop);
}

/// <summary>All that waits for the reader, most urgent first.</summary>
internal sealed class WaitingForMe(IEnumerable<IAwaitMe> matters)
{
    public async Task<IReadOnlyList<Waiting>> ReadAsync(CancellationToken stop)
    {
        var all = new List<Waiting>();
        foreach (var matter in matters) all.AddRange(await matter.ReadAsync(stop));
        return [.. all.OrderBy(one => one.Rank).ThenBy(one => one.On ?? LocalDate.MaxIsoValue).ThenBy(one => one.Address, StringComparer.Ordinal)];
    }
}

internal static class WaitingSetup
{
    public static void AddWaiting(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<WaitingForMe>();
        foreach (var matter in typeof(IAwaitMe).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IAwaitMe))).OrderBy(type => type.FullName, StringComparer.Ordinal)) builder.Services.AddScoped(typeof(IAwaitMe), matter);
    }
}
