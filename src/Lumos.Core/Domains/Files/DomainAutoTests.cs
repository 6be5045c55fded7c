using System.Globalization;

namespace Lumos.Core.Domains.Files;

/// <summary>
/// What a file of domains must hold before it goes live: examples that are of their domain and counter-examples that are not, no label that is taken, and no
/// quarrel with the domains that are there.
/// </summary>
internal static class DomainAutoTests
{
    private const int FewestExamples = 3;
    private const int FewestWrong = 2;
    private const double MostTaken = 0.2;
    private const double Telling = 0.5;
    private const double NamedInFull = 0.97;
    private const int AmongFirst = 3;

    /// <summary>Everything that is wrong, one sentence each; empty when the file may go live.</summary>
    /// <param name="file">The file.</param>
    /// <param name="catalog">The catalog without it.</param>
    public static IReadOnlyList<string> Run(UserDomainFile file, DomainCatalog catalog)
    {
        List<string> found = [];
        foreach (var domain in file.Domains)
        {
            if (catalog.Find(domain.Label) is not null) found.Add($"{domain.Label}: the catalog has this label; give it another, or add names under 'aliases'.");
            foreach (var part in domain.Parts.Where(p => p.Domain is not null && catalog.Find(p.Domain) is null && !file.Domains.Any(d => d.Label == p.Domain))) found.Add($"{domain.Label}: part '{part.Name}' is of '{part.Domain}', which is not in the catalog.");
        }

        foreach (var alias in file.Aliases.Where(a => catalog.Find(a.Label) is null && !file.Domains.Any(d => d.Label == a.Label))) found.Add($"{alias.Label}: there is no domain to give further names to.");
        if (found.Count > 0) return found;
        var extended = catalog.With([file], "test");
        foreach (var domain in file.Domains) Check(extended.Find(domain.Label)!, catalog, extended, found);
        foreach (var alias in file.Aliases) Check(alias, catalog, found);
        return found;
    }

    private static void Check(DomainEntry entry, DomainCatalog catalog, DomainCatalog extended, List<string> found)
    {
        var (examples, wrong) = (entry.Definition.Examples, entry.Definition.Wrong);
        if (examples.Length < FewestExamples) found.Add($"{entry.Label}: {FewestExamples} examples are the least, there are {examples.Length}.");
        if (entry.TestsValues && wrong.Length < FewestWrong) found.Add($"{entry.Label}: {FewestWrong} values under 'wrong' are the least, there are {wrong.Length}.");
        if (entry.TestsValues || entry.Definition.Loose is not null)
        {
            foreach (var example in examples.Where(e => !entry.Accepts(e, headerAgrees: true))) found.Add($"{entry.Label}: the example '{example}' is not of the domain.");
            foreach (var value in wrong.Where(v => entry.Accepts(v, headerAgrees: !entry.TestsValues))) found.Add($"{entry.Label}: '{value}' stands under 'wrong', but is of the domain.");
        }

        if (entry.TestsValues && entry.Definition.Telling >= Telling)
        {
            foreach (var other in catalog.Entries.Where(o => o.Definition.Examples.Length > 0 && o.Label != entry.Definition.Broader))
            {
                var taken = (double)other.Definition.Examples.Count(entry.Proves) / other.Definition.Examples.Length;
                if (taken > MostTaken) found.Add(string.Create(CultureInfo.InvariantCulture, $"{entry.Label}: takes {taken:P0} of the examples of '{other.Label}' for its own; narrow the pattern, name '{other.Label}' as 'broader', or lower 'telling' below {Telling:0.0}."));
            }
        }

        var ranked = new DomainsReader(extended).Explain(string.Join('_', entry.Definition.Names[0].Split(' ')), examples, string.Join('_', entry.Definition.Context), AmongFirst);
        if (!ranked.Any(r => r.Label == entry.Label)) found.Add($"{entry.Label}: a column called '{entry.Definition.Names[0]}' with its examples is taken for {string.Join(" or ", ranked.Select(static r => r.Label))}.");
    }

    // A further name must not be the full name of something else.
    private static void Check(DomainAlias alias, DomainCatalog catalog, List<string> found)
    {
        foreach (var name in alias.Names)
        {
            var evidence = ColumnEvidence.Collect("", string.Join('_', name.Split(' ')), Abstractions.ColumnType.Text, []);
            if (!evidence.Header.Informative) found.Add($"{alias.Label}: '{name}' says nothing as a header.");
            var taken = new DomainScorer(catalog).Rank(evidence).FirstOrDefault(s => s.Name >= NamedInFull && s.Entry.Label != alias.Label && s.Entry.Definition.Broader != alias.Label);
            if (taken is not null && catalog.Find(alias.Label) is not null) found.Add($"{alias.Label}: '{name}' is a name of '{taken.Entry.Label}'.");
        }
    }
}
