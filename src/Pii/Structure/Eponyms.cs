using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Structure;

/// <summary>Persons' names that have become the names of methods, laws, diseases and machines, and capitals that are commands.</summary>
internal static class Eponyms
{
    /// <summary>What is named after persons.</summary>
    private static readonly HashSet<ulong> Things = WordHash.SetOf(
        "algorithm algorithms method methods theorem lemma law laws equation equations distribution sequence transform transformation conjecture paradox principle inequality constant identity cipher curve filter matrix matrices series machine machines test tests score scale syndrome disease " +
        "reweighting razor rule formula number numbers set sets graph tree trees index effect cycle chain chains process field theory model engine coefficient kernel regression estimator sampling bound bounds automaton complexity reaction bridge cage jar coil procedure manoeuvre sign fracture " +
        "form factor gambit attack defence defense opening variation ladder projection projections formulae helper theme font fonts typeface build cluster branch preset steel doctrine attractor press soldering dataset benchmark package namespace " +
        "potato potatoes apple apples plum plums salad sponge pizza sauce cocktail whiskey whisky pear pears rose roses dressing " +
        "algorithmus verfahren satz gesetz verteilung reihe krankheit syndrom zahlen algorithme théorème loi maladie algoritmo teorema ley legge lei enfermedad malattia doença método metodo");

    /// <summary>What has one word of its own for a name: places, programs, works. Behind two words it says nothing.</summary>
    private static readonly HashSet<ulong> Named = WordHash.SetOf(
        "release releases region regions server servers node nodes instance database conference summit festival river lake mountain mountains hill hills county city airport station museum theatre opera award prize medal era administration presidency doctrine campaign crisis war wars treaty street avenue timeout pipeline chart charts repo repository plugin library framework runtime module stack protocol standard compiler editor browser kernel distro boots jacket shoes sneakers sweater dress guitar amplifier camera " +
        "cloud vm vms image images container containers topic bucket migration deployment environment env api sdk cli tool suite edition series novel poem sonata symphony concerto painting play film movie album song line tube valley island islands bay coast beach park forest desert falls castle palace cathedral tower square hotel stadium cup league trophy");

    /// <summary>Names that stand for a disease by themselves.</summary>
    private static readonly HashSet<ulong> Diseases = WordHash.SetOf("parkinson alzheimer huntington hodgkin crohn tourette asperger basedow hashimoto bechterew raynaud");

    /// <summary>Key words and headings written in capitals.</summary>
    private static readonly HashSet<ulong> Commands = WordHash.SetOf(
        "add alter column table select from where insert into values update delete drop create index join left right inner outer group order by having union primary key foreign references constraint default check not null unique grant revoke begin commit rollback set " +
        "error warn warning info debug fatal trace get post put patch head options todo fixme note end if then else desc asc count sum max min avg limit offset distinct varchar integer date time timestamp cascade view trigger function procedure return returns");

    /// <summary>"Johnson's reweighting", "Bayes theorem", "Parkinson's".</summary>
    public static bool IsOne(in Scan scan, int start, int end)
    {
        var name = scan.Text[start..end];
        if (name.Contains(' ') && IsCommand(name)) return true;
        // "Dr. Oetker", "Dr Martens": firms with a title.
        if (scan.Text[Math.Max(0, start - 4)..start] is var title && (title.EndsWith("Dr. ") || title.EndsWith("Dr ")) && scan.TokenAt(start) is var first && first < scan.Tokens.Length
            && scan.TextOf(scan.Tokens[first]) is "Oetker" or "Martens" or "Pepper" or "Scholl" or "Dre" or "Strange" or "Who" or "Watson") return true;
        var next = scan.TokenAt(end);
        var isPossessive = next < scan.Tokens.Length && scan.TextOf(scan.Tokens[next]) is "s" && scan.At(end) is '\'' or '’';
        if (isPossessive && !name.Contains(' ') && Diseases.Contains(WordHash.Of(name))) return true;
        if (isPossessive) next++;
        // "Graves' disease": the s is the name's own.
        else if (scan.At(end) is '\'' or '’' && scan.At(end - 1) == 's') end++;
        return next < scan.Tokens.Length && scan.Tokens[next].Start - end <= (isPossessive ? 3 : 1) && (Things.Contains(scan.Tokens[next].Hash) || !isPossessive && !name.Contains(' ') && Named.Contains(scan.Tokens[next].Hash));
    }

    /// <summary>Capitals only, and every word a command.</summary>
    private static bool IsCommand(ReadOnlySpan<char> name)
    {
        foreach (var range in name.Split(' '))
        {
            if (name[range].Length > 0 && (char.IsLower(name[range][^1]) || !Commands.Contains(WordHash.Of(name[range])))) return false;
        }
        return true;
    }
}
