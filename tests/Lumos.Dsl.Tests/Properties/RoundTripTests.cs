using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Lumos.Dsl.Canonical;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Properties;

public sealed class RoundTripTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithReplay(20_240_229, 7);

    [Fact]
    public void Text_PrintThenParse_GivesAnEqualPlan() => ForAllPlans(plan =>
    {
        var text = DslText.Print(plan);
        return DslText.Parse(text).Equals(plan) ? null : text;
    });

    [Fact]
    public void Text_FormatOfPrint_ChangesNothing() => ForAllPlans(plan =>
    {
        var text = DslText.Print(plan);
        return DslText.Format(text) == text ? null : text;
    });

    [Fact]
    public void Json_WriteThenRead_GivesAnEqualPlan() => ForAllPlans(plan =>
    {
        // System.Text.Json cannot read an unpaired surrogate; the checker refuses such texts, so they never get this far.
        var json = CanonicalJson.Write(plan);
        return HasUnpairedSurrogate(json) || CanonicalJson.Read(json).Equals(plan) ? null : json;
    });

    [Fact]
    public void Json_OfEqualPlans_IsTheSameAndOfDifferentPlansIsNot() => Check.One(Fixed, Prop.ForAll(
        Arb.From(PlanGenerator.Plan.Two()),
        pair => (CanonicalJson.Write(pair.Item1) == CanonicalJson.Write(pair.Item2)) == pair.Item1.Equals(pair.Item2)));

    [Fact]
    public void Json_Written_HasSortedKeysAndNoBlanks() => ForAllPlans(plan =>
    {
        var json = CanonicalJson.Write(plan);
        if (HasUnpairedSurrogate(json)) return null;
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        return KeysAreSorted(document.RootElement) ? null : json;
    });

    [Fact]
    public void Json_TextJson_MeetAgain() => ForAllPlans(plan =>
    {
        var json = CanonicalJson.Write(plan);
        return CanonicalJson.Write(DslText.Parse(DslText.Print(plan))) == json ? null : json;
    });

    [Fact]
    public void Hash_AnyPlan_IsLowerCaseSha256OfTheJson() => ForAllPlans(plan =>
    {
        var expected = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Write(plan))));
        return CanonicalJson.HashOf(plan) == expected ? null : expected;
    });

    [Fact]
    public void Parse_AnyText_EitherGivesAPlanOrSaysWhy() => Check.One(Fixed, Prop.ForAll(
        Arb.From(Noise),
        text =>
        {
            var result = DslText.TryParse(text);
            var inside = result.Diagnostics.All(d => d.Span.IsKnown && d.Span.Start >= 0 && d.Span.Start + d.Span.Length <= text.Length);
            return inside && result.Plan is null == result.Diagnostics.Count > 0;
        }));

    // Valid plans with pieces cut out, doubled and swapped: close enough to the language to reach every corner of the reader.
    private static Gen<string> Noise =>
        from plan in PlanGenerator.Plan
        let text = DslText.Print(plan)
        from cut in Gen.Choose(0, Math.Max(0, text.Length))
        from length in Gen.Choose(0, 12)
        from insert in PlanGenerator.Text
        select text[..cut] + insert + text[Math.Min(text.Length, cut + length)..];

    private static void ForAllPlans(Func<TransformPlan, string?> findProblem) => Check.One(Fixed, Prop.ForAll(
        Arb.From(PlanGenerator.Plan),
        plan => findProblem(plan) is { } problem ? false.Label(problem) : true.ToProperty()));

    private static bool HasUnpairedSurrogate(string json) => json.Contains("\\ud", StringComparison.Ordinal);

    private static bool KeysAreSorted(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Select(p => p.Name).SequenceEqual(json.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal))
            && json.EnumerateObject().All(p => KeysAreSorted(p.Value)),
        JsonValueKind.Array => json.EnumerateArray().All(KeysAreSorted),
        _ => true,
    };
}
