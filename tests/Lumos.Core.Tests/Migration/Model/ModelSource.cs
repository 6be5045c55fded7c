using System.Globalization;
using System.Text;
using Lumos.Testing;

namespace Lumos.Core.Tests.Migration.Model;

/// <summary>What the two source files hold, cell by cell; null for an empty cell.</summary>
internal sealed class ModelSource
{
    public const string Items = "items", Lines = "lines";

    private readonly Dictionary<string, (string[] Header, List<string?[]> Rows)> _files = new(StringComparer.Ordinal)
    {
        [Items] = (["id", "name", "qty"], []),
        [Lines] = (["line", "item", "note"], []),
    };

    /// <summary>Fills both files anew.</summary>
    public void Change(SeededRandom random)
    {
        // Few keys, so that they meet again within a file and in the target; some cells are no numbers, some keys are missing, some lines point at nothing.
        Fill(Items, random.Next(3, 15), () => [Key(random, 9), random.Pick(["ann", "bob", "cem"]), random.Chance(88) ? Text(random.Next(0, 4)) : "x"]);
        Fill(Lines, random.Next(3, 15), () => [Key(random, 14), random.Chance(90) ? Text(random.Next(1, 11)) : null, random.Pick(["red", "blue"])]);
    }

    /// <summary>The rows of a file with edits over them, the oldest first.</summary>
    public List<string?[]> Rows(string file, IEnumerable<ModelEdit> edits)
    {
        var rows = _files[file].Rows.Select(static row => (string?[])row.Clone()).ToList();
        foreach (var edit in edits)
        {
            if (edit.File == file && edit.Row < rows.Count) rows[edit.Row][Array.IndexOf(_files[file].Header, edit.Column)] = edit.Value;
        }

        return rows;
    }

    /// <summary>A file as CSV.</summary>
    public string Csv(string file)
    {
        var text = new StringBuilder().AppendJoin(',', _files[file].Header).Append('\n');
        foreach (var row in _files[file].Rows) text.AppendJoin(',', row).Append('\n');
        return text.ToString();
    }

    private void Fill(string file, int count, Func<string?[]> row)
    {
        _files[file].Rows.Clear();
        for (var i = 0; i < count; i++) _files[file].Rows.Add(row());
    }

    private static string? Key(SeededRandom random, int most) => random.Chance(95) ? Text(random.Next(1, most + 1)) : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A cell that was written over.</summary>
internal sealed record ModelEdit(string File, int Row, string Column, string? Value);
