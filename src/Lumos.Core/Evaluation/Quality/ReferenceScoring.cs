namespace Lumos.Core.Evaluation.Quality;

/// <summary>A reference that was found.</summary>
internal sealed record FoundReference(string From, string To, long Orphans, double Score);

/// <summary>A labelled reference.</summary>
internal sealed record LabelledReference(string From, string To, bool Holds, long? Orphans);

/// <summary>Compares references found with the labelled ones.</summary>
internal static class ReferenceScoring
{
    private const string Shape = "A reference is { \"from\": \"table.column\", \"to\": \"table.column\", \"holds\": true|false, \"orphans\"? }, in an array.";

    public static IReadOnlyList<LabelledReference> Read(string path) => EvaluationJson.Read<IReadOnlyList<LabelledReference>>(path, Shape, static root =>
    [
        .. root.EnumerateArray().Select(static item => new LabelledReference(
            item.GetProperty("from").GetString()!, item.GetProperty("to").GetString()!, !item.TryGetProperty("holds", out var holds) || holds.GetBoolean(),
            item.TryGetProperty("orphans", out var orphans) && orphans.ValueKind == System.Text.Json.JsonValueKind.Number ? orphans.GetInt64() : null)),
    ]);

    /// <summary>
    /// A reference found is right when its label holds, wrong when its label does not hold or there is none. A label that does not hold because of orphans
    /// is answered rightly by the reference with exactly these orphans; it counts neither way.
    /// </summary>
    public static void Score(IReadOnlyList<FoundReference> found, IReadOnlyList<LabelledReference> labels, SortedDictionary<string, double> figures, List<string> cases)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(labels);
        var byPair = new Dictionary<(string, string), LabelledReference>();
        foreach (var label in labels) byPair[(label.From.ToUpperInvariant(), label.To.ToUpperInvariant())] = label;
        var (right, wrong, counted, exact) = (0, 0, 0, 0);
        HashSet<LabelledReference> hit = [];
        foreach (var reference in found)
        {
            var label = byPair.GetValueOrDefault((reference.From.ToUpperInvariant(), reference.To.ToUpperInvariant()));
            if (label is { Holds: false, Orphans: > 0 } && label.Orphans == reference.Orphans) continue;
            if (label is not { Holds: true })
            {
                wrong++;
                Write("wrong", reference.From, reference.To, reference, label);
                continue;
            }

            right++;
            hit.Add(label);
            if (label.Orphans is not { } orphans) continue;
            counted++;
            if (orphans == reference.Orphans) exact++;
            else Write("orphans", reference.From, reference.To, reference, label);
        }

        var holding = labels.Where(static label => label.Holds).ToList();
        foreach (var label in holding.Where(label => !hit.Contains(label))) Write("missed", label.From, label.To, found.FirstOrDefault(reference => string.Equals(reference.From, label.From, StringComparison.OrdinalIgnoreCase)), label);
        figures["fk_precision"] = QualityEvaluation.Round(right + wrong == 0 ? 1 : (double)right / (right + wrong));
        figures["fk_recall"] = QualityEvaluation.Round(holding.Count == 0 ? 1 : (double)right / holding.Count);
        if (counted > 0) figures["fk_orphans"] = QualityEvaluation.Round((double)exact / counted);

        void Write(string outcome, string from, string to, FoundReference? given, LabelledReference? label) => cases.Add(EvaluationJson.Line(json =>
        {
            json.WriteString("case", $"{from} -> {to}");
            json.WriteString("outcome", outcome);
            if (given is not null) json.WriteString("given", $"{given.From} -> {given.To}");
            if (given is not null) json.WriteNumber("score", given.Score);
            if (given is not null) json.WriteNumber("orphans", given.Orphans);
            if (label?.Orphans is { } expected) json.WriteNumber("expected_orphans", expected);
        }));
    }
}
