using System.Security.Claims;
using System.Text.Json;
using System.Threading.Channels;
using Concord.Platform.Database;

namespace Concord.Platform.Live;

/// <summary>One browser that listens: what it is to be sent, until it goes, falls behind, or may no longer listen.</summary>
internal sealed class LiveStream(Guid account, ClaimsPrincipal user)
{
    /// <summary>So much waits for a browser that does not take it; then it is let go, and asks again from where it was.</summary>
    private const int MostWaiting = 1_000;

    private readonly Channel<string> waiting = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private long last;

    public Guid Account => account;

    /// <summary>As the cookie said when the stream was opened; whether it still holds is asked of the database.</summary>
    public ClaimsPrincipal User => user;

    public ChannelReader<string> Waiting => waiting.Reader;

    public void Send(IEnumerable<LiveEvent> events)
    {
        foreach (var one in events)
        {
            // The id is where a browser goes on from when it comes back: it never goes backwards.
            last = Math.Max(last, one.At);
            Send("change", JsonSerializer.Serialize(one with { Mine = one.Account == account }, Stored.Json), last);
        }
    }

    /// <summary>Says that somebody has come to a record to edit it, or has left: the page asks who is there.</summary>
    public void SendAttendance(IEnumerable<string> addresses)
    {
        foreach (var address in addresses) Send("attendance", JsonSerializer.Serialize(new { address }, Stored.Json), last);
    }

    public void End() => waiting.Writer.TryComplete();

    private void Send(string sort, string data, long id)
    {
        var from = id == 0 ? "" : $"id: {id}\n";
        if (!waiting.Writer.TryWrite($"{from}event: {sort}\ndata: {data}\n\n")) End();
    }
}
