using System.Text;
using Concord.Features.Loading;
using Concord.Tests.Support;

namespace Concord.Tests.Features.Loading;

public sealed class BrokenFilesTests
{
    [Fact]
    public void The_tiny_programme_as_it_stands_has_no_problem()
    {
        using var programme = new ProgrammeCopy();
        Assert.Empty(ProblemsOf(programme));
    }

    [Theory]
    [InlineData("commitments.yaml", "due: \"2024\"", "dew: \"2024\"", "unknown field 'dew'")]
    [InlineData("commitments.yaml", "due: \"2024\"", "due: \"24 May\"", "'24 May' is not a date")]
    [InlineData("commitments.yaml", "due: \"2024\"", "due: \"2024-02-30\"", "'2024-02-30' is not a date")]
    [InlineData("commitments.yaml", "owners: [valmont]", "owners: [lakeside]", "there is no party 'lakeside'")]
    [InlineData("commitments.yaml", "{ to: common-count,", "{ to: common-sense,", "there is no commitment 'common-sense'")]
    [InlineData("commitments.yaml", "{ to: common-count,", "{ to: one-net-size,", "A commitment cannot be linked to itself.")]
    [InlineData("commitments.yaml", "status: started", "status: dreamt", "there is no status 'dreamt'")]
    [InlineData("activities.yaml", "state: held", "state: holding", "'holding' is none of planned, ready, held")]
    [InlineData("activities.yaml", "number: 24", "number: many", "'number' is not a whole number")]
    [InlineData("activities.yaml", "type: workshop", "type: party", "there is no activity type 'party'")]
    [InlineData("activities.yaml", "partners: [lake-office]", "partners: [sea-office]", "there is no organisation 'sea-office'")]
    [InlineData("organisations.yaml", "international: true", "international: perhaps", "'perhaps' is neither true nor false")]
    [InlineData("organisations.yaml", "state: translated }", "state: translated, sort: chong2 }", "not one pinyin syllable for each Chinese character")]
    [InlineData("terms.yaml", "key: oar", "key: mesh", "the key 'mesh' is used twice")]
    [InlineData("terms.yaml", "key: oar", "key: an oar", "may hold letters, digits and hyphens only")]
    [InlineData("terms.yaml", "language: fr", "language: de", "there is no language 'de'")]
    [InlineData("terms.yaml", "{ en: eel, fr: anguille }", "{ en: eel, fr: anguille, fr: congre }", "Duplicate key")]
    [InlineData("joint-records.yaml", "be counted.\", fr", "be [counted.\", fr", "the brackets of 'en' cannot be read (NotClosed): \"[counted.\"")]
    [InlineData("joint-records.yaml", "- { party: valmont, on: \"2020-06-12\" }", "- { party: lakeside, on: \"2020-06-12\" }", "there is no party 'lakeside'")]
    [InlineData("joint-records.yaml", "on: \"2020-06-12\"", "on: \"2020-06\"", "'on' must be a day such as 2015-09-11")]
    [InlineData("joint-records.yaml", "key: lake-boats", "key: lake-eels", "the key 'lake-eels' is used twice")]
    [InlineData("joint-records.yaml", "kind: commitment", "kind: promise", "'promise' is none of heading, text, commitment")]
    [InlineData("parties.yaml", "\"#37468a\"", "blue", "'blue' is not a colour")]
    [InlineData("programme.yaml", "Europe/Paris", "Europe/Valmont", "not a time zone")]
    [InlineData("programme.yaml", "fr-FR", "fr_Valmont", "is not a culture")]
    public void What_is_wrong_is_told_with_its_file_and_line(string file, string from, string to, string message)
    {
        using var programme = new ProgrammeCopy();
        var line = programme.Change(file, from, to);

        Assert.Contains(ProblemsOf(programme), problem => problem.StartsWith($"{file}:{line}: ", StringComparison.Ordinal) && problem.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("organisations.yaml", "  name: { en: Some office, fr: Un office }")]
    [InlineData("rounds.yaml", "  title: { en: Some round, fr: Une rencontre }\n  track: lake-meeting")]
    [InlineData("commitments.yaml", "  title: { en: Some promise, fr: Une promesse }")]
    [InlineData("activities.yaml", "  title: { en: Some workshop, fr: Un atelier }\n  type: workshop")]
    [InlineData("terms.yaml", "  term: { en: net, fr: filet }\n  domain: fishing")]
    public void A_fact_without_a_source_is_refused(string file, string record)
    {
        using var programme = new ProgrammeCopy();
        var line = programme.Append(file, "- key: without-source\n" + record);
        Assert.Equal($"{file}:{line}: a fact has at least one source: 'sources' is missing", Assert.Single(ProblemsOf(programme)));

        using var fiction = new ProgrammeCopy();
        File.WriteAllText(Path.Combine(fiction.Folder, "fictitious", file), "- key: without-source\n" + record);
        Assert.Empty(ProblemsOf(fiction));
    }

    [Fact]
    public void A_file_that_is_not_UTF8_is_told_by_the_line_of_the_broken_byte()
    {
        using var programme = new ProgrammeCopy();
        var line = programme.Append("terms.yaml", "# a note that follows");
        programme.AppendBytes("terms.yaml", [.. "# Valmont "u8, 0xE9, (byte)'\n']);

        Assert.Contains($"terms.yaml:{line + 1}: the file is not UTF-8", ProblemsOf(programme));
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        using var programme = new ProgrammeCopy();
        programme.Change("commitments.yaml", "due: \"2024\"", "dew: \"2024\"");
        programme.Change("activities.yaml", "type: workshop", "type: party");
        programme.Change("parties.yaml", "\"#37468a\"", "blue");

        Assert.Equal(3, ProblemsOf(programme).Count);
    }

    [Fact]
    public void A_note_that_does_not_say_its_language_is_in_the_programmes_first()
    {
        using var programme = new ProgrammeCopy();
        var files = ProgrammeFiles.Read(programme.Folder, false, new(), rule => rule.TextKey);

        Assert.All(files.Terms.SelectMany(term => term.Sources), source => Assert.Equal(["fr"], source.Note!.Languages));
        Assert.Equal(["fr"], files.Terms.Single(term => term.Key == "oar").Variants.Single().Sources.Single().Note!.Languages);
    }

    [Fact]
    public void A_folder_without_a_programme_is_told_as_such()
    {
        var problems = new Problems();
        ProgrammeFiles.Read(Path.Combine(App.Root, "tests"), false, problems, rule => rule.TextKey);
        Assert.StartsWith("programme.yaml:1: ", Assert.Single(problems.Lines), StringComparison.Ordinal);
    }

    private static List<string> ProblemsOf(ProgrammeCopy programme)
    {
        var problems = new Problems();
        var texts = new Concord.Platform.Languages.Texts();
        ProgrammeFiles.Read(programme.Folder, true, problems, rule => texts.Find(rule.TextKey, "en", new Concord.Platform.Languages.CurrentProgramme().Now)!.Value.Sentence.Other);
        return [.. problems.Lines];
    }
}
