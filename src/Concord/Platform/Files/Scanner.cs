using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Concord.Platform.Files;

/// <summary>The scanner cannot be asked now, or could not answer: the file waits.</summary>
internal sealed class ScannerAway(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Asks ClamAV's daemon, which runs beside the application or on another machine, and sends it the bytes: it needs no access to the store.</summary>
/// <remarks>Source: clamd(8), commands INSTREAM and zINSTREAM.</remarks>
internal sealed class Scanner(FileSettings settings)
{
    private const int Piece = 128 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Whether files are scanned at all.</summary>
    public bool IsThere => settings.Scanner is not null;

    /// <returns>What it calls what it found; null when it found nothing.</returns>
    /// <exception cref="ScannerAway">It is not there, or did not come to a result.</exception>
    public async Task<string?> FindingAsync(Stream content, CancellationToken stop)
    {
        using var patient = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patient.CancelAfter(Patience);
        string answer;
        try
        {
            answer = await AskAsync(content, patient.Token);
        }
        catch (Exception failure) when (failure is SocketException or IOException || (failure is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new ScannerAway("clamd could not be asked.", failure);
        }

        if (answer == "stream: OK") return null;
        if (answer.StartsWith("stream: ", StringComparison.Ordinal) && answer.EndsWith(" FOUND", StringComparison.Ordinal)) return answer["stream: ".Length..^" FOUND".Length];

        throw new ScannerAway($"clamd answered: {answer}");
    }

    private async Task<string> AskAsync(Stream content, CancellationToken stop)
    {
        await using var clamd = await ConnectAsync(stop);
        await clamd.WriteAsync("zINSTREAM\0"u8.ToArray(), stop);
        var piece = new byte[4 + Piece];
        try
        {
            while (await content.ReadAsync(piece.AsMemory(4), stop) is > 0 and var read)
            {
                BinaryPrimitives.WriteInt32BigEndian(piece, read);
                await clamd.WriteAsync(piece.AsMemory(0, 4 + read), stop);
            }

            await clamd.WriteAsync(new byte[4], stop);
        }
        catch (IOException)
        {
            // It may hang up as soon as it has seen enough, or too much: its answer says which.
        }

        using var reader = new StreamReader(clamd, Encoding.UTF8);
        return (await reader.ReadToEndAsync(stop)).TrimEnd('\0', '\n');
    }

    private async Task<NetworkStream> ConnectAsync(CancellationToken stop)
    {
        var where = settings.Scanner!;
        if (where.StartsWith("unix:", StringComparison.Ordinal))
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(where["unix:".Length..]), stop);
            return new(socket, ownsSocket: true);
        }

        var client = new TcpClient();
        var colon = where.LastIndexOf(':');
        await client.ConnectAsync(colon < 0 ? where : where[..colon], colon < 0 ? 3310 : int.Parse(where[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture), stop);
        return client.GetStream();
    }
}
