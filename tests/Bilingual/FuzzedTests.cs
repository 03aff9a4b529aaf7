using Concord.Fuzz;
using Concord.Tests.Support;

namespace Concord.Tests.Bilingual;

/// <summary>What a fuzzer made up and reached new code with, run again: <c>fuzz/README.md</c> says what must hold.</summary>
public sealed class FuzzedTests
{
    [Theory]
    [InlineData("check")]
    [InlineData("exchange")]
    [InlineData("docx")]
    public void Inputs_that_were_kept_break_no_promise(string target)
    {
        var output = new StringWriter();
        var code = Replay.Run(Invariants.Of(target)!, Path.Combine(App.Root, "fuzz/corpus", target), output);
        Assert.True(code == 0, output.ToString());
    }

    [Fact]
    public void A_broken_promise_is_told_with_its_input()
    {
        var output = new StringWriter();
        var code = Replay.Run(_ => throw new BrokenInvariantException("Two texts differ: here"), Path.Combine(App.Root, "fuzz/tokens/check.txt"), output);
        Assert.Equal(1, code);
        Assert.Contains("check.txt\tTwo texts differ", output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("1 inputs, 1 failed", output.ToString().TrimEnd(), StringComparison.Ordinal);
    }
}
