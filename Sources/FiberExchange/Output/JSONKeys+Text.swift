extension JSONKeys {
    // A command, then its keys: path, type (with ? where it may be null), what it holds.
    static let text = """
        show
        object text the kind of the object
        inside[].address text where it is: a unit of a rack, a port of a unit, a rack of a hall
        inside[].kind text the kind of what is there
        inside[].what text what is there, in words

        validate
        findings[].severity text error, warning or note
        findings[].code text the code of the rule
        findings[].kind text the kind of the object
        findings[].subject text the object
        findings[].place text? where on it
        findings[].name text? what people call the place, or the object where no place is said
        findings[].message text what is wrong
        findings[].actual number? the value that was found
        findings[].actual_unit text? its unit
        findings[].limit number? the value that it is held against
        findings[].limit_unit text? its unit
        findings[].advice text what to do
        findings[].file text? the CSV in which the object stands, of a folder that is validated
        findings[].line number? its line
        faults[].file text? the CSV that cannot be read
        faults[].line number? the line of the fault
        faults[].column number? the column of the fault
        faults[].message text what is wrong
        faults[].hint text? what to do
        waived[].severity text as of findings
        waived[].code text as of findings
        waived[].kind text as of findings
        waived[].subject text as of findings
        waived[].place text? as of findings
        waived[].name text? as of findings
        waived[].message text as of findings
        waived[].actual number? as of findings
        waived[].actual_unit text? as of findings
        waived[].limit number? as of findings
        waived[].limit_unit text? as of findings
        waived[].advice text as of findings
        waived[].file text? as of findings
        waived[].line number? as of findings
        waived[].reason text why it is accepted
        waived[].until text the last day on which it is
        summary.errors number how many errors count
        summary.warnings number how many warnings count
        summary.notes number how many notes count
        summary.waived number how many findings are waived
        summary.faults number how many faults the files have; where there is one, no rule has run

        explain
        code text the code of the rule
        name text its name
        severity text error, warning or note
        summary text what it asks for
        why text why it matters

        stats
        what text what is counted
        count number how many there are

        trace
        start text where it begins
        link.label text the link that runs there; link is null where none does
        link.a text its port at A
        link.z text its port at Z
        link.optic text the optic that it is meant for
        link.fitted_optic text? the optic that is in its ports, where it is another
        fibres[].fibre text the fibre by its place at the start
        fibres[].near_end text what it ends at on one side
        fibres[].far_end text what it ends at on the other
        fibres[].hops[].hop number the place in the path, from 1
        fibres[].hops[].kind text device, cord, cassette or trunk
        fibres[].hops[].at text the port, or the label of the cable
        fibres[].hops[].name text? what people call the port, as the labels on it say
        fibres[].hops[].what text what it is, in words
        fibres[].hops[].strand text? the strand of a trunk
        fibres[].hops[].colour text? the colour of the strand
        fibres[].hops[].start bool whether the trace began here
        lanes[].lane number the lane of the optic
        lanes[].wavelength_nm number its wavelength
        lanes[].strands_out[] text the strands that carry it from A to Z
        lanes[].strands_back[] text the strands that carry it from Z to A

        ports
        port text the port, in front or behind
        name text? what is printed beside it
        optic text? the optic in a device port
        cable text? the cord or trunk that is plugged into it
        free text whether it is free: yes, no, or of a port with several connectors those that are
        to text? the port at the other end of the cable; of a harness several
        to_name text? what people call that
        link text? the link that runs there; of a port that is broken out several
        behind[] text the strands of trunks behind a port of a cassette

        strands
        strand text the strand
        colour text its colour
        state text ok, broken or reserved
        use text lit, patched or free
        a text the device port in which it ends at the trunk's A end, or why it goes no further
        z text the same at the Z end
        link text? the link that runs on it
        measured_db number? what was measured, with no wavelength noted
        note text? what is noted of it
        plug text the plug and the position in it at the A end, such as 2/5

        impact
        subject text what is lost
        segments[] text the segments that go with it
        trunks[].label text a trunk that goes with it
        trunks[].strands_in_use number how many of its strands carry links
        trunks[].strands number how many strands it has
        links[].label text a link that goes down
        links[].a text its port at A
        links[].z text its port at Z
        links[].diverse_group text? its diverse group
        links[].dead_twins[] text links of the same group that go down as well
        cords[] text cords that go with it
        counts.segments number how many segments
        counts.trunks number how many trunks
        counts.strands_in_use number how many strands in use
        counts.links number how many links
        counts.cords number how many cords
        counts.links_with_dead_twin number how many links lose their twin as well

        fill
        segment text the segment
        kind text what it is
        width_mm number? its width
        depth_mm number? its depth
        cables number how many cables lie in it
        fill_pct number? how full it is
        plan_pct number how full it is planned to be
        hard_pct number how full it may be
        state text ok, over plan, over limit or unknown
        room number? how many more cables of the kind fit

        route
        from text where it begins
        to text where it ends
        type text the trunk type that is laid
        routes[].route number the rank, from 1
        routes[].way_m number its length
        routes[].order_m number the stock length to order
        routes[].cost_m number? its length with the price of full segments
        routes[].turns number? its right angles, added up
        routes[].fullest_pct number? the fill of its fullest segment
        routes[].fullest_segment text? that segment
        routes[].segments[] text its segments in order
        routes[].needed_m number what the trunk needs
        routes[].length[].part text what a part of that is for
        routes[].length[].length_m number how long it is
        routes[].remarks[] text what a planner should know of it
        pair.shared[] text with --disjoint: segments and tags that both routes have
        pair.proven bool whether nothing better exists for certain
        pair.gap_shared number? by how many fewer they might share, where that is not proven
        pair.gap_cost_m number? by how much less they might cost
        rejected[].way_m number with --explain: the length of a cheaper route that was rejected
        rejected[].cost_m number its cost
        rejected[].segments[] text its segments
        rejected[].objections[].reason text why it was rejected
        rejected[].objections[].actual number? the value that it has
        rejected[].objections[].limit number? the value that is allowed
        rejected[].objections[].unit text? their unit

        polarity
        link text the link
        right bool whether it is right
        verdict text the same in words
        fibres[].fibre text the fibre by its port and position at A
        fibres[].swaps number how often it changes sides
        fibres[].ports_kept bool whether port k comes out at port k
        fibres[].steps[].step number the place in the path, from 1
        fibres[].steps[].through text what it runs through
        fibres[].steps[].from text the port where it enters
        fibres[].steps[].leg number the fibre position there
        fibres[].steps[].to text the port where it leaves
        fibres[].steps[].far_leg number the fibre position there
        fibres[].steps[].swap bool whether it changes sides
        fibres[].steps[].port_kept bool? whether port k comes out at port k
        fixes[].change text one change that makes it right
        fixes[].fixes_others number how many other links it makes right as well
        fixes[].breaks_others number how many it makes wrong

        lanes
        lane text the lane
        from text the end that sends
        wavelength_nm number its wavelength
        worst_db number? the loss at worst
        expected_db number? the loss that is to be expected
        measured_db number? the loss with measured values
        margin_db number? what is left of the limit at worst
        strand_out[] text the strands that carry it
        strand_back[] text the strands of the other direction
        colour text the colours of the strands
        place_a text the place in the connector at the A end of each trunk
        place_z text the place in the connector at the Z end of each trunk

        budget LINK
        link text the link
        limits.with_fec_db number? the loss limit with FEC
        limits.without_fec_db number? the loss limit without FEC
        limits.fec_on bool? whether FEC is on
        limits.applying_db number? the limit that applies
        limits.reach_m number? the reach of the optic
        length_m number? the length of fibre
        mated_pairs number the mated pairs on the path
        lanes[].lane text as of lanes
        lanes[].from text as of lanes
        lanes[].wavelength_nm number as of lanes
        lanes[].worst_db number? as of lanes
        lanes[].expected_db number? as of lanes
        lanes[].measured_db number? as of lanes
        lanes[].margin_db number? as of lanes
        lanes[].strand_out[] text as of lanes
        lanes[].strand_back[] text as of lanes
        lanes[].colour text as of lanes
        lanes[].place_a text as of lanes
        lanes[].place_z text as of lanes
        lanes[].items[].item number the place in the sum, from 1
        lanes[].items[].what text what loses light
        lanes[].items[].worst_db number? its loss at worst
        lanes[].items[].typical_db number? its typical loss
        lanes[].items[].trust text? how sure the figure is
        lanes[].items[].source text? where the figure comes from

        budget --all
        link text the link
        polarity text whether its polarity is right
        lanes number how many lanes it has
        weakest_lane text? the lane with the least margin
        worst_db number? the loss of that lane at worst
        expected_db number? the loss that is to be expected
        measured_db number? the loss with measured values
        limit_with_fec_db number? the loss limit with FEC
        limit_without_fec_db number? the loss limit without FEC
        fec text? whether FEC is on
        margin_db number? what is left of the limit at worst
        length_m number? the length of fibre
        reach_m number? the reach of the optic
        mated_pairs number? the mated pairs on the path

        budget --limit-for-tester
        kind text trunk, cord on pathways, or link
        label text its label
        from text where the tester is plugged in
        to text where the other tester is
        wavelength_nm number the wavelength of the test
        limit_db number? what may be found
        expected_db number? what is to be expected
        length_m number? the length of fibre

        catalogue list
        kind text the kind of row
        name text its name
        built_in bool whether it came with the program
        trust text how sure its figures are
        source text where they come from

        catalogue show
        kind text the kind of row
        name text its name
        built_in bool whether it came with the program
        trust text how sure its figures are
        source text where they come from
        body object its facts: see Catalogue rows

        allocate
        link text the link
        a text? its port at A
        z text? its port at Z
        optic text? its optic
        trunks[] text? trunk and front port of each trunk that it takes
        cords[] text? the cords that it takes
        loss_db number? the loss at worst
        margin_db number? what is left of the limit
        diverse_group text? its diverse group
        reason text? for a link that found no path: no-port, no-trunk, budget, diversity or full
        message text? the same in words
        advice text? what would help

        suggest-trunks
        trunk text the label that it would have
        type text the trunk type
        a text the rack at A
        z text the rack at Z
        cassette_a text the cassette at A
        cassette_z text the cassette at Z
        length_m number? the length to order
        cost number? what it costs
        route[] text the segments that it runs on

        work-order list
        work_order text its label
        title text what it is about
        due text? the day by which it is to be done
        status text open or closed
        tasks number how many tasks it has
        open number how many are open
        done number how many were done as designed
        different number how many were done otherwise
        impossible number how many were not possible

        work-order show
        task number the number of the task
        action text connect, pull, measure or remove
        object text the cord or trunk
        kind text cord or trunk
        a text? its port at A
        z text? its port at Z
        state text open, done, different or impossible
        measured_db number? what was measured
        installer text who did it
        date text? the day on which it was done
        reason text why it was not possible, or a remark
        built text what was built otherwise

        history
        change number the number of the change
        at text when it was made, in UTC
        author text who made it
        work_order text? the work order that it was for
        edits number how many objects it changed
        undoes number? the change that it reverts
        undone_by number? the change that reverts it
        command text the command
        hash text the hash of the chain up to here

        history OBJECT
        change number the number of the change
        at text when it was made, in UTC
        author text who made it
        what text added, changed, renamed or removed
        kind text the kind of the object
        object text its name
        former text? the name that it had before
        implied bool whether it only reads differently, because what it names was renamed
        before object? its columns before
        after object? its columns after

        diff
        what text added, changed, renamed or removed
        kind text the kind of the object
        object text its name
        former text? the name that it had before
        implied bool whether it only reads differently, because what it names was renamed
        before object? its columns before
        after object? its columns after

        verify-history
        sound bool whether history and plant agree
        changes number how many changes there are
        without_history number how many were made by a fiberplan that kept none
        objects number how many objects were compared
        last_change number? the number of the last change
        hash text? the hash of the chain
        faults[] text what does not agree

        hooks list
        event text the event
        phase text prepare or done
        name text the name of the script
        state text whether it would run
        why text? why it would not

        hooks test
        phase text prepare or done
        name text the name of the script
        exit number? its exit code
        seconds number how long it ran
        result text what came of it
        """
}
