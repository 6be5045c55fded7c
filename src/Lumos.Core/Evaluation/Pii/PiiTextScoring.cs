using System.Text;
using System.Text.Json;
using Lumos.Core.Pii;

namespace Lumos.Core.Evaluation.Pii;

/// <summary>Compares findings in texts with their labels.</summary>
internal static class PiiTextScoring
{
    /// <summary>Adds figures, and a case for each text with something missed or wrongly found.</summary>
    public static void Score(IReadOnlyList<PiiTextAnswer> answers, SortedDictionary<string, double> figures, List<(int Weight, string Line)> cases)
    {
        var total = new Tally();
        SortedDictionary<string, Tally> types = new(StringComparer.Ordinal);
        int clean = 0, alarms = 0;
        foreach (var file in answers.GroupBy(static a => a.File))
        {
            var lines = File.ReadAllLines(file.Key);
            foreach (var answer in file)
            {
                var gold = PiiTextGold.Parse(lines[answer.Line - 1], answer.File, answer.Line);
                var findings = answer.Findings.Where(f => gold.Scope.Count == 0 || gold.Scope.Any(t => PiiKin.Same(t, f.Label))).ToList();
                var entities = gold.Entities.Where(e => gold.Scope.Count == 0 || gold.Scope.Any(t => PiiKin.Same(t, e.Type))).ToList();
                var missed = entities.Where(e => !findings.Any(f => Overlaps(f, e) && PiiKin.Same(f.Label, e.Type))).ToList();
                var extra = findings.Where(f => !entities.Any(e => Overlaps(f, e) && PiiKin.Same(f.Label, e.Type))).ToList();
                foreach (var entity in entities)
                {
                    var exact = findings.Any(f => f.Start == entity.Start && f.End == entity.End && PiiKin.Same(f.Label, entity.Type));
                    total.Entity(!missed.Contains(entity), exact);
                    Of(entity.Type).Entity(!missed.Contains(entity), exact);
                }

                foreach (var finding in findings)
                {
                    var right = !extra.Contains(finding);
                    total.Finding(right);
                    Of(right ? entities.First(e => Overlaps(finding, e) && PiiKin.Same(finding.Label, e.Type)).Type : finding.Label).Finding(right);
                }

                if (entities.Count == 0)
                {
                    clean++;
                    if (findings.Count > 0) alarms++;
                }

                if (missed.Count + extra.Count > 0) cases.Add((missed.Count + extra.Count, Case(answer, missed, extra)));
            }
        }

        total.Write("", figures);
        foreach (var (type, tally) in types) tally.Write("." + type, figures);
        figures["texts"] = answers.Count;
        figures["entities"] = total.Entities;
        figures["texts_without_entity"] = clean;
        if (clean > 0) figures["false_alarm_rate"] = Math.Round((double)alarms / clean, 4);

        Tally Of(string type) => types.TryGetValue(type, out var tally) ? tally : types[type] = new Tally();
    }

    private static bool Overlaps(PiiFinding finding, PiiEntity entity) => finding.Start < entity.End && entity.Start < finding.End;

    private static string Case(PiiTextAnswer answer, List<PiiEntity> missed, List<PiiFinding> extra)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("case", answer.Id);
            json.WriteStartArray("missed");
            foreach (var entity in missed)
            {
                json.WriteStartObject();
                json.WriteString("type", entity.Type);
                json.WriteString("around", Around(answer.Text, entity.Start, entity.End));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("extra");
            foreach (var finding in extra)
            {
                json.WriteStartObject();
                json.WriteString("type", finding.Label);
                json.WriteNumber("score", finding.Score);
                json.WriteString("why", finding.Why);
                json.WriteString("around", Around(answer.Text, finding.Start, finding.End));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string Around(string text, int start, int end)
    {
        start = Math.Clamp(start, 0, text.Length);
        end = Math.Clamp(end, start, text.Length);
        return $"{text[Math.Max(0, start - 30)..start]}[{text[start..end]}]{text[end..Math.Min(text.Length, end + 20)]}".ReplaceLineEndings(" ");
    }

    private sealed class Tally
    {
        private int _hit, _exact, _found, _right;

        public int Entities { get; private set; }

        public void Entity(bool hit, bool exact)
        {
            Entities++;
            if (hit) _hit++;
            if (exact) _exact++;
        }

        public void Finding(bool right)
        {
            _found++;
            if (right) _right++;
        }

        public void Write(string type, SortedDictionary<string, double> figures)
        {
            if (Entities > 0)
            {
                figures["text_recall" + type] = Share(_hit, Entities);
                figures["text_exact" + type] = Share(_exact, Entities);
            }

            if (_found > 0) figures["text_precision" + type] = Share(_right, _found);
            if (Entities == 0 || _found == 0) return;
            double recall = (double)_hit / Entities, precision = (double)_right / _found;
            figures["text_f2" + type] = precision + recall == 0 ? 0 : Math.Round(5 * precision * recall / (4 * precision + recall), 4);
        }

        private static double Share(int part, int whole) => Math.Round((double)part / whole, 4);
    }
}
