-- The newest incident of a key is the one with the highest episode. Ids cannot tell: of two that were opened within one
-- millisecond, or by nodes whose clocks differ, the later one may have the smaller id.

drop index incident_of_key;
create unique index incident_episode on incident (key, episode);
