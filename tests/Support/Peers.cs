using System.Diagnostics;

namespace Concord.Tests.Support;

/// <summary>Programs of others that read what we wrote (tests/peers).</summary>
internal static class Peers
{
    /// <summary>Gives bytes to a script and returns what it says. Debian's Python, which Debian's packages belong to.</summary>
    public static string Python(string script, byte[] input)
    {
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(App.Root, "tests", "peers", script)]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var said = Task.Run(() => python.StandardOutput.ReadToEnd());
        python.StandardInput.BaseStream.Write(input);
        python.StandardInput.Close();
        var words = said.GetAwaiter().GetResult();
        python.WaitForExit();
        Assert.Equal(0, python.ExitCode);
        return words;
    }
}
