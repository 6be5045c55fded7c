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

    /// <summary>Fills both files anew, or lets their rows change places, some go and some come.</summary>
    public void Change(SeededRandom random)
    {
        if (_files[Items].Rows.Count > 0 && random.Chance(50))
        {
            foreach (var (_, rows) in _files.Values)
            {
                if (rows.Count > 3 && random.Chance(50)) rows.RemoveAt(random.Next(0, rows.Count));
                if (random.Chance(50)) rows.Insert(random.Next(0, rows.Count + 1), (string?[])random.Pick(rows).Clone());
                for (var i = rows.Count - 1; i > 0; i--)
                {
                    var other = random.Next(0, i + 1);
                    (rows[i], rows[other]) = (rows[other], rows[i]);
                }
            }

            return;
        }

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
            if (edit.File == file && edit.Of == Csv(file)) rows[edit.Row][Array.IndexOf(_files[file].Header, edit.Column)] = edit.Value;
        }

        return rows;
    }

    /// <summary>An edit of a row as the file is now.</summary>
    public ModelEdit Edit(string file, int row, string column, string? value) => new(file, row, column, value) { Of = Csv(file), Texts = string.Join(',', _files[file].Rows[row]) };

    /// <summary>The edits, those of a file that has changed moved to where their rows are now: the same number first, then the first of equal rows that is free. Edits of rows that are gone stay as they are.</summary>
    public IReadOnlyList<ModelEdit> Settle(IReadOnlyList<ModelEdit> edits)
    {
        var settled = edits.ToList();
        foreach (var (file, (_, rows)) in _files)
        {
            var now = Csv(file);
            var texts = rows.Select(static row => string.Join(',', row)).ToList();
            var moved = settled.Where(edit => edit.File == file && edit.Of != now).Select(static edit => (edit.Of, edit.Row, edit.Texts)).Distinct().OrderBy(static row => row.Row).ToList();
            var taken = new HashSet<int>();
            var places = new Dictionary<(string, int), int>();
            foreach (var row in moved.Where(row => row.Row < texts.Count && texts[row.Row] == row.Texts))
            {
                if (taken.Add(row.Row)) places[(row.Of, row.Row)] = row.Row;
            }

            foreach (var row in moved.Where(row => !places.ContainsKey((row.Of, row.Row))))
            {
                var at = Enumerable.Range(0, texts.Count).Where(at => texts[at] == row.Texts && !taken.Contains(at)).DefaultIfEmpty(-1).First();
                if (at >= 0 && taken.Add(at)) places[(row.Of, row.Row)] = at;
            }

            for (var i = 0; i < settled.Count; i++)
            {
                if (settled[i].File == file && places.TryGetValue((settled[i].Of, settled[i].Row), out var at)) settled[i] = settled[i] with { Row = at, Of = now };
            }
        }

        return settled;
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
internal sealed record ModelEdit(string File, int Row, string Column, string? Value)
{
    /// <summary>The file whose row it is, as it was.</summary>
    public string Of { get; init; } = "";

    /// <summary>The row as it was in the file.</summary>
    public string Texts { get; init; } = "";

    public override string ToString() => $"{File} row {Row}: {Column} = {Value}";
}
