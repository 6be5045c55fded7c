using Lumos.Core.Vocabulary;

namespace Lumos.Core.Tests.Vocabulary;

/// <summary>Names in the letters of their own people: lists, marks of letters, and what is no name.</summary>
public sealed class ScriptNamesTests
{
    [Fact]
    public void ScriptNames_EveryOne_IsOfOneKindAndStandsOnce()
    {
        var first = WordLists.Load("first_names.txt").ToHashSet(StringComparer.Ordinal);
        var last = WordLists.Load("last_names.txt").ToHashSet(StringComparer.Ordinal);
        List<string> wrong = [];
        foreach (var line in WordLists.ReadFolder("ScriptNames"))
        {
            var seen = line.StartsWith("given: ", StringComparison.Ordinal) ? first : last;
            if (seen == last && !line.StartsWith("family: ", StringComparison.Ordinal)) wrong.Add(line);
            wrong.AddRange(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',', StringSplitOptions.TrimEntries).Where(name => name.Length < 2 || name.Contains(' ', StringComparison.Ordinal) || name.Any(char.IsAscii) && !name.Contains('-', StringComparison.Ordinal) && !name.Contains('\'', StringComparison.Ordinal) || !seen.Add(TextFolding.Fold(name))));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void ScriptNames_EveryOne_IsNoWordOfHeaders() =>
        Assert.Empty(WordLists.ReadFolder("ScriptNames").SelectMany(static line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',', StringSplitOptions.TrimEntries)).Where(static name => HeaderLexicon.Default.Knows(TextFolding.Fold(name))).Distinct());

    [Theory]
    [InlineData("نیما کریمی")]
    [InlineData("रमेश शर्मा")]
    [InlineData("సురేష్ రెడ్డి")]
    [InlineData("Γιώργος Παπαδόπουλος")]
    [InlineData("Наталия Пономаренко")]
    [InlineData("יעקב כהן")]
    public void IsFullName_InLettersOfItsPeople_IsOne(string name) => Assert.True(NameShapes.IsFullName(name));

    [Theory]
    [InlineData("Brauhaus Wendt KG")]
    [InlineData("Gruber Maschinen GmbH")]
    [InlineData("Maria Rossi S.r.l.")]
    public void IsFullName_BehindWhichALegalFormStands_IsACompany(string name) => Assert.False(NameShapes.IsFullName(name));

    [Theory]
    [InlineData("タナカ ショウ")]
    [InlineData("サトウ")]
    [InlineData("オレンジジュース", true)]
    [InlineData("大阪", false)]
    public void IsKana_ReadingsOfNames_AreOfKanaOnly(string text, bool kana = true) => Assert.Equal(kana, NameShapes.IsKana(text));

    [Theory]
    [InlineData("CJ 04 ABC")]
    [InlineData("B 123 XYZ")]
    [InlineData("B 1234 XYZ")]
    [InlineData("B 1 XYZ", false)]
    public void IsTelling_RegionNumberSeries_IsAPlate(string plate, bool telling = true) => Assert.Equal(telling, PlateShapes.IsTelling(plate));
}
