using Lumos.Abstractions;
using Lumos.Core.Pii;
using Lumos.Core.Supervision;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Policy.Masking;

/// <content>Columns of texts: what the scanner finds to be the whole of most values, or inside longer ones.</content>
internal sealed partial class PiiMasker
{
    private const int ScannedValues = 120;
    private const int SoftShare = 10;
    private const int OneOfMany = 100;
    private const double SurelyNamed = 0.8;
    private static readonly string[] InTitles = ["geo.street_address", "geo.full_address", "net.ip"];
    private static readonly string[] EnoughOnce = ["contact.email", "bank.iban", "payment.card_number", "id.national", "id.us_ssn"];
    private static readonly HashSet<string> Believed = new(StringComparer.Ordinal) { "contact.email", "contact.phone", "geo.street_address", "geo.full_address", "person.full_name", "bank.iban", "net.ip", "net.mac", "payment.card_number", "payment.crypto_wallet" };
    private static readonly string[] NoteWords = ["remark", "remarks", "notes", "comment", "comments", "note", "memo", "message", "narrative", "complaint", "anamnesis", "purpose"];
    private static readonly NamedTest UserAgent = ValueTests.Get("user_agent");

    // What the scanner of texts finds to be the whole of most values, and no rule of columns knows.
    private static ColumnMask? Scan(HeaderWords header, List<string> sample)
    {
        if (sample.Count < FewestAlone) return null;
        Dictionary<string, int> whole = new(StringComparer.Ordinal);
        List<PiiFinding> found = [];
        var step = Math.Max(1, sample.Count / ScannedValues);
        var looked = 0;
        for (var i = 0; i < sample.Count; i += step)
        {
            looked++;
            PiiText.Find(sample[i], found);
            // Single names and quasi kinds are words of any column; their rules decide.
            foreach (var finding in found)
            {
                if (finding.Length * 10 >= sample[i].Length * 8 && Believed.Contains(finding.Label)) whole[Kin(finding.Label)] = whole.GetValueOrDefault(Kin(finding.Label)) + 1;
            }
        }

        foreach (var (label, hits) in whole.OrderByDescending(static p => p.Value).ThenBy(static p => p.Key, StringComparer.Ordinal).Take(1))
        {
            if (hits * 10 >= looked * 6 && !IsVetoed(label, header)) return new ColumnMask(label, PiiGrade.Direct, [Share(hits, looked, label), "the header does not say so"]);
        }

        return null;

        static string Kin(string label) => label == "geo.full_address" ? "geo.street_address" : label;
    }

    // "10.2.3.4" under a header that says version, release or firmware is no address.
    private static bool IsVetoed(string label, HeaderWords header) =>
        Styles.GetValueOrDefault(label) == MaskStyle.Network && header.Informative && PiiRules.All.Any(r => r.Label == label && header.Words.Any(r.Not.Contains));

    private static ColumnMask InspectText(HeaderWords header, List<string> sample, bool aboutPersons)
    {
        List<PiiFinding> found = [];
        SortedSet<string> kinds = new(StringComparer.Ordinal);
        int inside = 0, maybe = 0, sure = 0, names = 0;
        foreach (var value in sample)
        {
            if (value.Length < 12 || !value.AsSpan().ContainsAny(" \n") || !value.Any(static c => char.IsLetter(c) || c is ',' or ';' or '/')) continue;
            // What a browser or a robot says of itself holds addresses of those who made it.
            if (UserAgent(value)) continue;
            PiiText.Find(value, found);
            bool hit = false, soft = false;
            foreach (var finding in found)
            {
                if (finding.Score >= SurelyNamed && finding.Label.StartsWith("person.", StringComparison.Ordinal)) names++;
                if (finding.Score < 0.75 || finding.Label is "web.url" || finding.Label.StartsWith("person.", StringComparison.Ordinal) && finding.Label != "person.birth_date") continue;
                kinds.Add(finding.Label);
                if (Array.IndexOf(EnoughOnce, finding.Label) >= 0) sure++;
                if (Array.IndexOf(InTitles, finding.Label) >= 0) soft = true;
                else hit = true;
            }

            if (hit) inside++;
            else if (soft) maybe++;
        }

        // "1952 Alpine Road" among many titles is a title; a text that gives addresses gives several.
        if (inside > 0 || maybe > 1 && maybe * SoftShare >= sample.Count) inside += maybe;
        // One number in hundreds of texts may be anything; one address of e-mail is somebody's.
        if (sure == 0 && inside == 1 && sample.Count >= OneOfMany) inside = 0;
        if (inside > 0) return new ColumnMask(FreeTextLabel, PiiGrade.Quasi, [Share(inside, sample.Count, "a longer text that holds " + string.Join(", ", kinds))]);
        // Notes about wares and machines are nobody's until they name somebody.
        if (!header.Words.Any(w => NoteWords.Contains(w)) || !aboutPersons && sample.Count > 0 && names == 0) return new ColumnMask(null, PiiGrade.None, []);
        var wordy = sample.Count == 0 || sample.Count(static v => v.AsSpan().Count(' ') >= 2) * 2 >= sample.Count;
        return wordy ? new ColumnMask(FreeTextLabel, PiiGrade.Quasi, ["the header names free text, which may speak of persons"]) : new ColumnMask(null, PiiGrade.None, []);
    }
}
